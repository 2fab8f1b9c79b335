/*
 * Says that the page could not be loaded, with a button that reloads it, if the first chunk or the
 * texts do not arrive. It is a file of its own, without imports, because nothing else can be relied
 * on then; the content security policy allows no script in the page.
 */
;(() => {
	/** A page that shows nothing for this long says so; on a slow line it may still appear. */
	const PATIENCE_MS = 12000
	const TEXTS = {
		en: ['Charrette could not be loaded.', 'Check your connection, then reload the page.', 'Reload'],
		zh: ['无法加载 Charrette。', '请检查网络连接，然后重新加载页面。', '重新加载'],
		es: ['No se ha podido cargar Charrette.', 'Compruebe su conexión y recargue la página.', 'Recargar'],
		fr: ['Impossible de charger Charrette.', 'Vérifiez votre connexion, puis rechargez la page.', 'Recharger'],
	}

	function show() {
		const root = document.getElementById('root')
		if (!root || root.childElementCount > 0) return
		const wanted = navigator.languages.map((language) => language.slice(0, 2).toLowerCase())
		const language = wanted.find((name) => name in TEXTS) ?? 'en'
		const [title, lead, label] = TEXTS[language]
		const main = document.createElement('main')
		main.lang = language
		main.role = 'alert'
		const heading = document.createElement('h1')
		heading.textContent = title
		const sentence = document.createElement('p')
		sentence.textContent = lead
		const button = document.createElement('button')
		button.type = 'button'
		button.textContent = label
		button.addEventListener('click', () => location.reload())
		main.append(heading, sentence, button)
		root.append(main)
	}

	// A script that does not load reports it on its element only, which needs the capture phase.
	addEventListener('error', ({ target }) => (target === window || target instanceof HTMLScriptElement) && show(), true)
	addEventListener('unhandledrejection', show)
	setTimeout(show, PATIENCE_MS)
})()
