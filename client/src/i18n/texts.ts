import { LIMITS, type Locale } from '@charrette/shared'
import type { messages as app } from './app/en.ts'
import type { messages as board } from './board/en.ts'
import type { messages as bring } from './bring/en.ts'
import type { messages as desk } from './desk/en.ts'
import type { messages as history } from './history/en.ts'
import type { messages as pack } from './pack/en.ts'

type Namespaces = readonly [Namespace, ...Namespace[]]

const loaded = new Map<string, Map<string, string>>()
/** What is in a blank of that name where nothing else is given. */
const defaultValues: Record<string, number> = LIMITS
const translators = new Map<string, (key: string, blanks?: TextValues) => string>()

/** Puts in a namespace's texts in one language. */
export function addTexts(locale: Locale, namespace: Namespace, texts: Texts): void {
	loaded.set(`${locale} ${namespace}`, flattenTexts(texts))
}

/** Whether a namespace's texts are there in that language. */
export function hasTexts(locale: Locale, namespace: Namespace): boolean {
	return loaded.has(`${locale} ${namespace}`)
}

/** The texts of these namespaces in one language: always the same function for the same ones, so that it may be depended on. */
export function textsIn<const Names extends Namespaces>(locale: Locale, ...[first]: Names): Translate<Names> {
	const name = `${locale} ${first}`
	const translate = translators.get(name) ?? createTranslate(locale, first)
	translators.set(name, translate)
	return translate
}

function createTranslate(locale: Locale, first: Namespace): (key: string, blanks?: TextValues) => string {
	const rules = new Intl.PluralRules(locale)
	return (key: string, blanks: TextValues = {}) => {
		const [path = key, namespace = first] = key.split(':').reverse()
		const texts = loaded.get(`${locale} ${namespace}`)
		const found = formsOf(path, blanks['count'], rules).find((form) => texts?.has(form)) ?? ''
		// A key that has no text is a mistake that types and a test exclude; it shows itself.
		return (
			texts
				?.get(found)
				?.replaceAll(/{{(\w+)}}/g, (blank, name) => String(blanks[name] ?? defaultValues[name] ?? blank)) ?? key
		)
	}
}

/** Under which keys a text may lie, best first: in the language's form for that number; none at all may have words of its own. */
function formsOf(path: string, count: string | number | undefined, rules: Intl.PluralRules): string[] {
	if (typeof count !== 'number') return [path]
	const forms = [...(count === 0 ? ['zero'] : []), rules.select(count), 'other']
	return [...forms.map((form) => `${path}_${form}`), path]
}

/** Texts as a file has them: nested by their keys. */
export interface Texts {
	[key: string]: string | Texts
}

/** Every text by its whole key, with dots between. */
export function flattenTexts(texts: Texts, path = ''): Map<string, string> {
	const flat = new Map<string, string>()
	for (const [key, inner] of Object.entries(texts)) {
		if (typeof inner === 'string') flat.set(`${path}${key}`, inner)
		else for (const [deeper, text] of flattenTexts(inner, `${path}${key}.`)) flat.set(deeper, text)
	}
	return flat
}

/** What a text may have in its blanks; `count` chooses its plural form as well. */
type TextValues = Record<string, string | number>

/** The categories of Unicode's plural rules, as the ends of the keys that differ by number. */
type PluralForm = 'zero' | 'one' | 'two' | 'few' | 'many' | 'other'

/** A key without the end that tells its number. */
type Base<Key extends string> = Key extends `${infer Stem}_${PluralForm}` ? Stem : Key

/** The keys of nested texts, with dots between. */
type Paths<Texts> = {
	[Key in keyof Texts & string]: Texts[Key] extends string ? Base<Key> : `${Key}.${Paths<Texts[Key]>}`
}[keyof Texts & string]

type PathsWithNamespace<Name extends Namespace> = { [One in Name]: `${One}:${Paths<Messages[One]>}` }[Name]

/** Gives a text in one language: by its key alone from the first of the namespaces, by `namespace:key` from any of them. */
export type Translate<Names extends readonly [Namespace, ...Namespace[]] = ['app']> = (
	key: Paths<Messages[Names[0]]> | PathsWithNamespace<Names[number]>,
	blanks?: TextValues,
) => string

/** The interface's texts by namespace; English gives the keys, every other language the same ones. */
export interface Messages {
	/** Every page. */
	app: typeof app
	/** A board's page. */
	board: typeof board
	/** The dialog for bringing files in, at a board and at the desk. */
	bring: typeof bring
	/** The facilitator's pages and the projector. */
	desk: typeof desk
	/** What was kept of a board. */
	history: typeof history
	/** The dialog for taking all boards home. */
	pack: typeof pack
}
export type Namespace = keyof Messages
