import { LIMITS, LOCALES, type Locale } from '@charrette/shared'
import type { texts as app } from './app/en.ts'
import type { texts as archive } from './archive/en.ts'
import type { texts as board } from './board/en.ts'
import type { texts as dashboard } from './dashboard/en.ts'
import type { texts as documents } from './documents/en.ts'
import type { texts as exchange } from './exchange/en.ts'
import type { texts as history } from './history/en.ts'
import type { texts as home } from './home/en.ts'
import type { texts as host } from './host/en.ts'
import type { texts as imports } from './import/en.ts'
import type { texts as panels } from './panels/en.ts'

/**
 * The interface's texts by namespace. English defines the keys; every other language has the same
 * keys.
 */
export interface TextsByNamespace {
	/** Texts of every page. */
	app: typeof app
	/** Texts of the dialog that exports all boards. */
	archive: typeof archive
	/** Texts of a board's page. */
	board: typeof board
	/** Texts of the facilitator's pages and the projector. */
	dashboard: typeof dashboard
	/** Texts of the reader of documents, and of reading a PDF file. */
	documents: typeof documents
	/** Texts of the exchange of practices. */
	exchange: typeof exchange
	/** Texts of the version history. */
	history: typeof history
	/** Texts of the page of the server's host. */
	host: typeof host
	/** Texts of the list of this browser's workshops, on the home page. */
	home: typeof home
	/** Texts of the import dialog, on a board and on the dashboard. */
	import: typeof imports
	/** Texts of a board that are fetched with their panel: details, threads, translation, help. */
	panels: typeof panels
}
export type Namespace = keyof TextsByNamespace
type Namespaces = readonly [Namespace, ...Namespace[]]

/** Values for the placeholders of a text, `{{name}}`; `count` also selects the plural form. */
type TextValues = Record<string, string | number>

/**
 * The categories of Unicode's plural rules. A key ends in one of them if its text depends on a
 * number.
 */
type PluralForm = 'zero' | 'one' | 'two' | 'few' | 'many' | 'other'

/** A key without its plural form. */
type Base<Key extends string> = Key extends `${infer Stem}_${PluralForm}` ? Stem : Key

/** The keys of nested texts, joined by dots. */
type Paths<Texts> = {
	[Key in keyof Texts & string]: Texts[Key] extends string ? Base<Key> : `${Key}.${Paths<Texts[Key]>}`
}[keyof Texts & string]

type PathsWithNamespace<Name extends Namespace> = { [One in Name]: `${One}:${Paths<TextsByNamespace[One]>}` }[Name]

/**
 * Returns a text in one language. A key alone names a text of the first namespace, `namespace:key`
 * a text of any of the namespaces.
 */
export type Translate<Names extends Namespaces = ['app']> = (
	key: Paths<TextsByNamespace[Names[0]]> | PathsWithNamespace<Names[number]>,
	values?: TextValues,
) => string

const loaded = new Map<string, Map<string, string>>()
/** Values of placeholders that a caller may omit. */
const defaultValues: Record<string, number> = LIMITS
const translators = new Map<string, (key: string, values?: TextValues) => string>()

/**
 * For each language that the host of the server has added, the built-in language that supplies its
 * missing texts.
 */
const bases = new Map<string, Locale>()

/** Sets the built-in language that supplies the missing texts of an added language. */
export function setBase(language: string, base: Locale): void {
	bases.set(language, base)
}

/**
 * Returns the language itself if it is built in; for an added language, the built-in language that
 * supplies its missing texts.
 */
export function baseOf(language: string): Locale {
	return LOCALES.find((locale) => locale === language) ?? bases.get(language) ?? 'en'
}

export function addTexts(language: string, namespace: Namespace, texts: Texts): void {
	const flat = flattenTexts(texts)
	if (language === 'fr') for (const [key, text] of flat) flat.set(key, typesetFrench(text))
	loaded.set(`${language} ${namespace}`, flat)
}

/**
 * Puts a no-break space where French has a space at which a line must not be broken: before
 * two-part signs and inside quotation marks.
 */
export function typesetFrench(text: string): string {
	return text.replaceAll(/[ \u202f](?=[:;?!»%])/g, '\u00a0').replaceAll(/(?<=«)[ \u202f]/g, '\u00a0')
}

/** Returns whether the texts of a namespace are loaded in a language. */
export function hasTexts(language: string, namespace: Namespace): boolean {
	return loaded.has(`${language} ${namespace}`)
}

/**
 * Returns a function that gives the texts of these namespaces in one language. It is the same
 * function at each call, so it can be a dependency of a hook.
 */
export function textsIn<const Names extends Namespaces>(language: string, ...[first]: Names): Translate<Names> {
	const name = `${language} ${first}`
	const translate = translators.get(name) ?? createTranslate(language, first)
	translators.set(name, translate)
	return translate
}

function createTranslate(language: string, first: Namespace): (key: string, values?: TextValues) => string {
	const chain = [...new Set([language, baseOf(language)])].map((one) => [one, new Intl.PluralRules(one)] as const)
	const numbers = new Intl.NumberFormat(language)
	return (key: string, values: TextValues = {}) => {
		const [path = key, namespace = first] = key.split(':').reverse()
		let text: string | undefined
		for (const [one, rules] of chain) {
			const texts = loaded.get(`${one} ${namespace}`)
			text ??= texts?.get(pluralKeys(path, values['count'], rules).find((form) => texts.has(form)) ?? '')
		}
		// Types and a test exclude unknown keys; if one occurs anyway, the key itself is shown.
		if (text === undefined) return key
		return text.replaceAll(/{{(\w+)}}/g, (placeholder, name) => {
			const value = values[name] ?? defaultValues[name] ?? placeholder
			return typeof value === 'number' ? numbers.format(value) : value
		})
	}
}

/**
 * Returns the keys under which a text is looked up, best first: the plural form of the count, a
 * `zero` form if there is one, `other`.
 */
function pluralKeys(path: string, count: string | number | undefined, rules: Intl.PluralRules): string[] {
	if (typeof count !== 'number') return [path]
	const forms = [...(count === 0 ? ['zero'] : []), rules.select(count), 'other']
	return [...forms.map((form) => `${path}_${form}`), path]
}

/** The texts of a file: nested by key. */
export interface Texts {
	[key: string]: string | Texts
}

/** Returns every text by its full key, joined by dots. */
export function flattenTexts(texts: Texts, path = ''): Map<string, string> {
	const flat = new Map<string, string>()
	for (const [key, inner] of Object.entries(texts)) {
		if (typeof inner === 'string') flat.set(`${path}${key}`, inner)
		else for (const [nestedKey, text] of flattenTexts(inner, `${path}${key}.`)) flat.set(nestedKey, text)
	}
	return flat
}
