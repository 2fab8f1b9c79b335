import type { Locale } from '../domain/locales.ts'

/** The texts of the exchange in reports and archives, in one language. */
export interface ExchangeReportTexts {
	exchange: string
	practices: string
	adoptions: string
	/** The line that names unpublished practices with their states. */
	unpublished(titles: string): string
	/** The line about practices that are not included in full. */
	others(count: number): string
	section: string
	text: string
	contributors: string
	contact: string
	version: string
	adoptedBy: string
	city: string
	status: string
	since: string
	learned: string
	adaptation: string
	factor: string
	effect: string
	note: string
	/** The line about the origin of an adopted idea. */
	from(place: string): string
	publish: string
	open: string
	/** The text in place of a missing title. */
	untitled: string
}

const en: ExchangeReportTexts = {
	exchange: 'Exchange',
	practices: 'Practices of this workshop',
	adoptions: 'Adopted by this workshop',
	unpublished: (titles) => `Not published yet: ${titles}.`,
	others: (count) => `${count} more ${count === 1 ? 'practice is' : 'practices are'} not written out here.`,
	section: 'Section',
	text: 'Text',
	contributors: 'Contributors',
	contact: 'Contact',
	version: 'Version',
	adoptedBy: 'Adopted by',
	city: 'City',
	status: 'Status',
	since: 'Since',
	learned: 'What was learned',
	adaptation: 'What must be adapted',
	factor: 'Factor',
	effect: 'Effect',
	note: 'Note',
	from: (place) => `From ${place}`,
	publish: 'Publish as a practice',
	open: 'Open the practice',
	untitled: 'Untitled',
}

const zhCN: ExchangeReportTexts = {
	exchange: '经验交流',
	practices: '本工作坊的实践',
	adoptions: '本工作坊采用的想法',
	unpublished: (titles) => `尚未发布：${titles}。`,
	others: (count) => `另有 ${count} 个实践未在此全文列出。`,
	section: '部分',
	text: '内容',
	contributors: '贡献者',
	contact: '联系方式',
	version: '版本',
	adoptedBy: '采用的城市',
	city: '城市',
	status: '状态',
	since: '起始日期',
	learned: '学到的经验',
	adaptation: '必须调整的内容',
	factor: '因素',
	effect: '影响',
	note: '备注',
	from: (place) => `来自 ${place}`,
	publish: '发布为实践',
	open: '打开实践',
	untitled: '无标题',
}

const es: ExchangeReportTexts = {
	exchange: 'Intercambio',
	practices: 'Prácticas de este taller',
	adoptions: 'Ideas adoptadas por este taller',
	unpublished: (titles) => `Aún sin publicar: ${titles}.`,
	others: (count) =>
		count === 1
			? 'Hay 1 práctica más que no figura aquí completa.'
			: `Hay ${count} prácticas más que no figuran aquí completas.`,
	section: 'Sección',
	text: 'Texto',
	contributors: 'Contribuyeron',
	contact: 'Contacto',
	version: 'Versión',
	adoptedBy: 'Adoptada por',
	city: 'Ciudad',
	status: 'Estado',
	since: 'Desde',
	learned: 'Lo que se aprendió',
	adaptation: 'Lo que hay que adaptar',
	factor: 'Factor',
	effect: 'Efecto',
	note: 'Nota',
	from: (place) => `De ${place}`,
	publish: 'Publicar como práctica',
	open: 'Abrir la práctica',
	untitled: 'Sin título',
}

const fr: ExchangeReportTexts = {
	exchange: 'Échange',
	practices: 'Pratiques de cet atelier',
	adoptions: 'Idées adoptées par cet atelier',
	unpublished: (titles) => `Pas encore publiées : ${titles}.`,
	others: (count) =>
		count < 2
			? `${count} autre pratique ne figure pas ici en entier.`
			: `${count} autres pratiques ne figurent pas ici en entier.`,
	section: 'Rubrique',
	text: 'Texte',
	contributors: 'Contributions',
	contact: 'À qui s’adresser',
	version: 'Version',
	adoptedBy: 'Adoptée par',
	city: 'Ville',
	status: 'Statut',
	since: 'Depuis',
	learned: 'Ce qui a été appris',
	adaptation: 'Ce qu’il faut adapter',
	factor: 'Facteur',
	effect: 'Effet',
	note: 'Remarque',
	from: (place) => `De ${place}`,
	publish: 'Publier comme pratique',
	open: 'Ouvrir la pratique',
	untitled: 'Sans titre',
}

const TEXTS: Record<Locale, ExchangeReportTexts> = { en, 'zh-CN': zhCN, es, fr }

/** Returns the texts of the exchange in reports and archives, in a language. */
export function exchangeReportTextsIn(locale: Locale): ExchangeReportTexts {
	return TEXTS[locale]
}
