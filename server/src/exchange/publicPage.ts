import {
	capitalize,
	citePractice,
	describeBytes,
	describeEvidence,
	domainTextsIn,
	type Locale,
	localesOf,
	PRACTICE_SECTIONS,
	type PracticeSection,
	type PracticeView,
	type PublishedPractice,
	practiceNamesIn,
	type ShownCityQuestion,
} from '@charrette/shared'
import { escapeHtml } from '../export/viewer/toViewer.ts'
import { pathOfAddress } from '../pathOfAddress.ts'
import { imageAddress, openGraph } from './openGraph.ts'
import type { PageTranslation } from './translatePage.ts'

const LICENCE_URLS = {
	'CC-BY-4.0': 'https://creativecommons.org/licenses/by/4.0/',
	'CC-BY-SA-4.0': 'https://creativecommons.org/licenses/by-sa/4.0/',
	'CC0-1.0': 'https://creativecommons.org/publicdomain/zero/1.0/',
} as const

interface PageTexts {
	cite: string
	licence: string
	adopted: string
	obstacles: string
	outdated: string
	themes: string
	open: string
	contact: string
	questions: string
	translated: string
	original: string
	pending: string
}

const TEXTS: Record<Locale, PageTexts> = {
	en: {
		cite: 'How to cite',
		licence: 'Licence',
		adopted: 'Adopted by',
		obstacles: 'Obstacles met',
		outdated: 'This translation is older than the original.',
		themes: 'Themes',
		open: 'Open in the exchange',
		contact: 'Contact',
		questions: 'Questions and answers',
		translated: 'Machine translation',
		original: 'Show original',
		pending: 'A translation is being prepared. Reload the page in a moment.',
	},
	'zh-CN': {
		cite: '引用方式',
		licence: '许可协议',
		adopted: '采用的城市',
		obstacles: '遇到的障碍',
		outdated: '此译文早于原文的最新版本。',
		themes: '主题',
		open: '在交流平台中打开',
		contact: '联系方式',
		questions: '问与答',
		translated: '机器翻译',
		original: '查看原文',
		pending: '译文正在准备中，请稍后刷新页面。',
	},
	es: {
		cite: 'Cómo citar',
		licence: 'Licencia',
		adopted: 'Adoptada por',
		obstacles: 'Obstáculos encontrados',
		outdated: 'Esta traducción es anterior a la última versión del original.',
		themes: 'Temas',
		open: 'Abrir en el intercambio',
		contact: 'Contacto',
		questions: 'Preguntas y respuestas',
		translated: 'Traducción automática',
		original: 'Ver el original',
		pending: 'La traducción se está preparando. Vuelva a cargar la página en un momento.',
	},
	fr: {
		cite: 'Comment citer',
		licence: 'Licence',
		adopted: 'Adoptée par',
		obstacles: 'Obstacles rencontrés',
		outdated: 'Cette traduction est antérieure à la dernière version de l’original.',
		themes: 'Thèmes',
		open: 'Ouvrir dans l’échange',
		contact: 'Contact',
		questions: 'Questions et réponses',
		translated: 'Traduction automatique',
		original: 'Voir l’original',
		pending: 'La traduction est en préparation. Rechargez la page dans un instant.',
	},
}

const STYLE = `:root{color-scheme:light dark}body{margin:0;background:light-dark(#faf8f4,#14171d);color:light-dark(#1c2330,#eef0f4);
font:16px/1.6 "Inter Variable",Inter,system-ui,"PingFang SC","Microsoft YaHei","Noto Sans CJK SC",sans-serif}
main{max-width:720px;margin:0 auto;padding:40px 24px 80px}h1{font-size:32px;line-height:1.2;margin:8px 0 16px}h2{font-size:18px;margin:32px 0 8px}
p{margin:0 0 12px;white-space:pre-line;overflow-wrap:anywhere}a{color:light-dark(#1d4f8c,#9cc4f2)}nav a{margin-inline-end:12px}
.images{display:flex;flex-wrap:wrap;align-items:flex-start;gap:12px;margin:20px 0}.images a:first-child{flex-basis:100%}
.images img{display:block;max-width:100%;max-height:200px;border-radius:8px}.images a:first-child img{max-height:420px}
.lead{font-size:18px}.meta{color:light-dark(#5b5f66,#aab0bb)}ul{padding-inline-start:20px}
@media print{body{background:#fff;color:#000}nav,.open{display:none}h2{break-after:avoid}img{break-inside:avoid}}`

/** The language of a page, and the server that shows it. */
interface PageContext {
	locale: Locale
	/** The page in the reader's language, if no writer wrote it. */
	translation: PageTranslation | null
	/** The address of this server. */
	url: string
}

/**
 * Returns a published practice as an HTML page that prints well, with schema.org data and Open
 * Graph tags (PAGE1).
 */
export function practicePage(
	view: PracticeView & { published: PublishedPractice },
	{ locale, translation, url }: PageContext,
): string {
	const { published } = view
	const written = published.texts[locale] ? locale : published.original
	const read = translation?.state === 'translated' ? translation.read : view
	const shown = translation?.state === 'translated' ? translation.to : written
	const practice = { ...published, ...read.published }
	const texts = practice.texts[shown]?.texts ?? {}
	const address = `${url}/practices/${published.id}`
	// Link previews and search engines get what was written.
	const { title = '', abstract = '' } = published.texts[written]?.texts ?? {}
	return [
		`<!doctype html><html lang="${shown}"><head><meta charset="utf-8"><title>${escapeHtml(texts.title ?? '')}</title>`,
		'<meta name="viewport" content="width=device-width, initial-scale=1">',
		shown === written ? '' : '<meta name="robots" content="noindex">',
		`<link rel="canonical" href="${escapeHtml(address)}">`,
		openGraph({ title, text: abstract, address, image: previewImage(published, url) }),
		`<script type="application/ld+json">${linkedData(published, written, { address, url })}</script>`,
		`<style>${STYLE}</style></head><body><main>`,
		languageLinks(published, shown),
		`<p class="meta">${placeOf(published, shown)}</p><h1>${escapeHtml(texts.title ?? '')}</h1>`,
		translationNote(translation, published.original),
		view.outdated.includes(shown) ? `<p class="meta">${TEXTS[shown].outdated}</p>` : '',
		`<p class="lead">${escapeHtml(texts.abstract ?? '')}</p>`,
		figures(practice, pathOfAddress(url)),
		sections(practice, shown),
		details({ ...view, ...read, published: practice }, { shown, written, url }),
		'</main></body></html>\n',
	].join('\n')
}

/** Says that a page is translated, or could be, with a link to the other one. */
function translationNote(translation: PageTranslation | null, original: Locale): string {
	if (!translation) return ''
	const { state, to } = translation
	const { translated, original: showOriginal, pending } = TEXTS[to]
	const link = (locale: Locale, text: string) => `<a rel="nofollow" href="?lang=${locale}">${text}</a>`
	const notes = {
		translated: `${translated} · ${link(original, showOriginal)}`,
		original: link(to, translated),
		pending,
	}
	return `<p class="meta" lang="${to}">${notes[state]}</p>`
}

function previewImage({ facts: { images } }: PublishedPractice, url: string) {
	const [first] = images
	return first ? { address: imageAddress(first, url), alt: first.alt } : null
}

/** Returns the images; `base` is the path of the server's address (PATH1). */
function figures({ facts: { images } }: PublishedPractice, base: string): string {
	const all = images.map((image) => {
		const src = escapeHtml(imageAddress(image, base))
		return `<a href="${escapeHtml(base + image.path)}"><img src="${src}" alt="${escapeHtml(image.alt)}" loading="lazy"></a>`
	})
	return all.length > 0 ? `<div class="images">${all.join('')}</div>` : ''
}

function languageLinks(practice: PublishedPractice, shown: Locale): string {
	const locales = localesOf(practice)
	if (locales.length < 2) return ''
	const names = (locale: Locale) => new Intl.DisplayNames([locale], { type: 'language' }).of(locale) ?? locale
	const links = locales.map((locale) =>
		locale === shown
			? `<strong lang="${locale}">${escapeHtml(capitalize(names(locale)))}</strong>`
			: `<a lang="${locale}" href="?lang=${locale}">${escapeHtml(capitalize(names(locale)))}</a>`,
	)
	return `<nav>${links.join(' ')}</nav>`
}

function placeOf({ facts, provenance }: PublishedPractice, locale: Locale): string {
	const { name, country, region } = facts.city
	const land = country && new Intl.DisplayNames([locale], { type: 'region' }).of(country)
	const years = [facts.startedOn, facts.endedOn].filter(Boolean).join(' – ')
	return [name || provenance.city, region, land, years, provenance.workshop]
		.filter((part) => part !== undefined && part !== '')
		.map((part) => escapeHtml(String(part)))
		.join(' · ')
}

function sections({ texts, facts }: PublishedPractice, shown: Locale): string {
	const names = practiceNamesIn(shown).sections
	const { categories } = domainTextsIn(shown)
	const written = PRACTICE_SECTIONS.filter((section): section is Exclude<PracticeSection, 'title' | 'abstract'> => {
		return section !== 'title' && section !== 'abstract' && texts[shown]?.texts[section] !== undefined
	})
	const met = facts.obstacles.map(({ text, category }) => {
		return `<li>${escapeHtml(text)}${category ? ` <span class="meta">(${escapeHtml(categories[category])})</span>` : ''}</li>`
	})
	return [
		...(met.length > 0 ? [`<h2>${TEXTS[shown].obstacles}</h2><ul>${met.join('')}</ul>`] : []),
		...written.map(
			(section) => `<h2>${escapeHtml(names[section])}</h2><p>${escapeHtml(texts[shown]?.texts[section] ?? '')}</p>`,
		),
	].join('\n')
}

function details(
	{ published, adoptions, questions, origin }: PracticeView & { published: PublishedPractice },
	{ shown, written, url }: { shown: Locale; written: Locale; url: string },
) {
	const { facts, id } = published
	const { themes, sdgs, statuses } = practiceNamesIn(shown)
	const texts = TEXTS[shown]
	const cite = citePractice(published, { locale: shown, shown: written, origin: url })
	const tags = [
		...facts.themes.map((theme) => themes[theme]),
		...facts.sdgs.map((goal) => `SDG ${goal} ${sdgs[goal - 1]}`),
	]
	const list = adoptions.map(({ city, status }) => `<li>${escapeHtml(city)} – ${escapeHtml(statuses[status])}</li>`)
	return [
		...(tags.length > 0 ? [`<h2>${texts.themes}</h2><p>${escapeHtml(tags.join(' · '))}</p>`] : []),
		...(list.length > 0 ? [`<h2>${texts.adopted}</h2><ul>${list.join('')}</ul>`] : []),
		...evidenceParts(facts, shown, origin ?? pathOfAddress(url)),
		...(questions.length > 0 ? [`<h2>${texts.questions}</h2>`, ...questions.map(questionPart)] : []),
		...(facts.contact ? [`<h2>${texts.contact}</h2><p>${escapeHtml(facts.contact)}</p>`] : []),
		`<h2>${texts.cite}</h2><p>${escapeHtml(cite)}</p>`,
		`<h2>${texts.licence}</h2><p><a rel="license" href="${LICENCE_URLS[facts.licence]}">${facts.licence}</a></p>`,
		`<p class="open"><a href="${pathOfAddress(url)}/exchange/${id}">${texts.open}</a></p>`,
	].join('\n')
}

function evidenceParts({ evidence }: PublishedPractice['facts'], shown: Locale, server: string): string[] {
	if (!evidence) return []
	const names = practiceNamesIn(shown).evidence
	const { links: _, documents: __, ...described } = describeEvidence(evidence, shown)
	const lines = Object.entries(described).filter(([, text]) => text !== '')
	const linked = evidence.links.map(
		({ url, title }) => `<li><a rel="nofollow noopener" href="${escapeHtml(url)}">${escapeHtml(title)}</a></li>`,
	)
	const documents = (evidence.documents ?? []).map(
		({ path, title, bytes }) =>
			`<li><a rel="nofollow noopener" href="${escapeHtml(server + path)}" download>${escapeHtml(title)}</a> (${escapeHtml(describeBytes(bytes, shown))})</li>`,
	)
	return [
		...lines.map(([name, text]) => `<h2>${names[name as keyof typeof names]}</h2><p>${escapeHtml(text)}</p>`),
		...(linked.length > 0 ? [`<h2>${names.links}</h2><ul>${linked.join('')}</ul>`] : []),
		...(documents.length > 0 ? [`<h2>${names.documents}</h2><ul>${documents.join('')}</ul>`] : []),
	]
}

function questionPart({ city, name, text, answer }: ShownCityQuestion): string {
	const from = [city, name].filter(Boolean).join(' · ')
	return `<p class="meta">${escapeHtml(from)}</p><p><strong>${escapeHtml(text)}</strong></p><p>${escapeHtml(answer)}</p>`
}

/**
 * Returns the schema.org description as JSON, escaped so that no text in it can end the script
 * element.
 */
function linkedData(
	{ facts, at, provenance, texts }: PublishedPractice,
	shown: Locale,
	{ address, url }: { address: string; url: string },
): string {
	const { title, abstract } = texts[shown]?.texts ?? {}
	const data = {
		'@context': 'https://schema.org',
		'@type': 'Article',
		'@id': address,
		url: address,
		headline: title,
		abstract,
		inLanguage: shown,
		datePublished: new Date(at).toISOString(),
		license: LICENCE_URLS[facts.licence],
		...(facts.images.length > 0 && { image: facts.images.map((image) => imageAddress(image, url)) }),
		keywords: [...facts.themes, ...facts.categories].join(', '),
		spatialCoverage: { '@type': 'Place', name: facts.city.name || provenance.city, address: facts.city.country },
		author: facts.contributors
			.filter(({ isNamed, name }) => isNamed && name)
			.map(({ name }) => ({ '@type': 'Person', name })),
	}
	return JSON.stringify(data).replaceAll('<', '\\u003c')
}
