/*
 * Shows that this browser is too old for the client, or that the page could not be loaded, with a
 * button that reloads it, if the first chunk or the texts do not arrive. The script is a file of
 * its own because the content security policy allows no inline script. It has no imports, because
 * no other file is certain to load. It is written in ECMAScript 5, syntax and library, which every
 * browser supports.
 */
;(function () {
	/**
	 * The time after which a page that shows nothing reports the failure; on a slow connection, the
	 * page may still appear.
	 */
	var PATIENCE_MS = 12000
	/**
	 * The oldest browsers with the features that `isTooOld` checks; vite.config.ts compiles for them.
	 */
	var OLDEST = ['Chrome 111', 'Edge 111', 'Firefox 125', 'Safari 16.4']
	var LANGUAGES = {
		en: {
			failed: ['Charrette could not be loaded.', 'Check your connection, then reload the page.', 'Reload'],
			old: [
				'Charrette needs a newer browser.',
				'Update this browser, or open the page in another one. These versions and later ones work: ',
			],
		},
		zh: {
			failed: ['无法加载 Charrette。', '请检查网络连接，然后重新加载页面。', '重新加载'],
			old: ['Charrette 需要较新的浏览器。', '请更新此浏览器，或用其他浏览器打开本页。支持以下版本及更高版本：'],
		},
		es: {
			failed: ['No se ha podido cargar Charrette.', 'Compruebe su conexión y recargue la página.', 'Recargar'],
			old: [
				'Charrette necesita un navegador más reciente.',
				'Actualice este navegador o abra la página en otro. Funciona con estas versiones y las posteriores: ',
			],
		},
		fr: {
			failed: ['Impossible de charger Charrette.', 'Vérifiez votre connexion, puis rechargez la page.', 'Recharger'],
			old: [
				'Charrette a besoin d’un navigateur plus récent.',
				'Mettez ce navigateur à jour, ou ouvrez la page dans un autre. Ces versions et les suivantes conviennent : ',
			],
		},
	}

	/**
	 * Returns whether the browser is too old: every browser older than `OLDEST` lacks at least one of
	 * these features, and the client uses all of them.
	 */
	function isTooOld() {
		try {
			new RegExp('(?<=a)b')
		} catch (_error) {
			return true
		}
		var hasSegmenter = !!(window.Intl && Intl.Segmenter)
		var mixesColours = !!(window.CSS && CSS.supports && CSS.supports('color', 'color-mix(in srgb, red, red)'))
		return !hasSegmenter || !mixesColours
	}

	function chooseLanguage() {
		var wanted = navigator.languages || [navigator.language || 'en']
		var known = wanted
			.map(function (name) {
				return name.slice(0, 2).toLowerCase()
			})
			.filter(function (name) {
				return LANGUAGES[name]
			})
		return known[0] || 'en'
	}

	function append(parent, tag, text) {
		var element = document.createElement(tag)
		element.textContent = text
		parent.appendChild(element)
		return element
	}

	function describe(language, isOld) {
		var main = document.createElement('main')
		main.lang = language
		main.setAttribute('role', 'alert')
		main.style.cssText = 'max-width: 36rem; margin: 0 auto; padding: 15vh 24px 24px; line-height: 1.5'
		var texts = LANGUAGES[language][isOld ? 'old' : 'failed']
		var end = language === 'zh' ? '。' : '.'
		append(main, 'h1', texts[0])
		var lead = append(main, 'p', isOld ? texts[1] + OLDEST.join(language === 'zh' ? '、' : ', ') + end : texts[1])
		lead.style.cssText = 'margin: 16px 0 24px'
		if (isOld) return main
		var button = append(main, 'button', texts[2])
		button.type = 'button'
		button.addEventListener('click', function () {
			location.reload()
		})
		return main
	}

	function show() {
		var root = document.getElementById('root')
		if (!root || root.firstElementChild) return
		root.appendChild(describe(chooseLanguage(), false))
	}

	/** Replaces the page's root, without which the client does not start. */
	function replacePage() {
		var root = document.getElementById('root')
		if (root) root.parentNode.replaceChild(describe(chooseLanguage(), true), root)
	}

	if (isTooOld()) {
		// The document is parsed before the first module runs.
		document.addEventListener('readystatechange', replacePage)
		return
	}
	// A script that fails to load fires `error` only at its element, so the listener needs the
	// capture phase.
	function onError(event) {
		if (event.target === window || event.target instanceof HTMLScriptElement) show()
	}
	addEventListener('error', onError, true)
	addEventListener('unhandledrejection', show)
	setTimeout(show, PATIENCE_MS)
})()
