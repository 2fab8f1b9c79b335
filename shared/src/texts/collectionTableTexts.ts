import type { Locale } from '../domain/locales.ts'

/** The columns of the table of collections (COLLECT6). */
interface CollectionTableTexts {
	collection: string
	text: string
	session: string
	practice: string
	city: string
	address: string
}

const TEXTS: Record<Locale, CollectionTableTexts> = {
	en: {
		collection: 'Collection',
		text: 'Text',
		session: 'Session',
		practice: 'Practice',
		city: 'City',
		address: 'Address',
	},
	'zh-CN': { collection: '合集', text: '说明', session: '场次', practice: '实践', city: '城市', address: '网址' },
	es: {
		collection: 'Colección',
		text: 'Texto',
		session: 'Sesión',
		practice: 'Práctica',
		city: 'Ciudad',
		address: 'Dirección',
	},
	fr: {
		collection: 'Collection',
		text: 'Texte',
		session: 'Session',
		practice: 'Pratique',
		city: 'Ville',
		address: 'Adresse',
	},
}

/** Returns the columns in a language. */
export function collectionTableTextsIn(locale: Locale): CollectionTableTexts {
	return TEXTS[locale]
}
