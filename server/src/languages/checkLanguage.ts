import { LOCALES, type Locale } from '@charrette/shared'
import { z } from 'zod'

/** A language that the host adds with a file (LANG1). */
export interface AddedLanguage {
	/** A BCP 47 tag, which is the name of the file. */
	tag: string
	/** The language's own name, for the language menu. */
	name: string
	direction: 'ltr' | 'rtl'
	/**
	 * The built-in language that is used for missing texts, and for everything else without a text in
	 * this language.
	 */
	base: Locale
	/**
	 * Texts by namespace, and by key with dots. Texts that do not fit the English ones are left out.
	 */
	texts: Map<string, Record<string, string>>
}

/**
 * Findings about a file, for its translator. A language with faulty texts is offered without these
 * texts.
 */
export interface LanguageFindings {
	missing: string[]
	/** Keys that English does not have: of another version, or misspelt. */
	unknown: string[]
	/** Texts that are too long, or whose placeholders differ from the English ones. */
	wrong: string[]
}

/** The texts of the interface in English, nested as in its sources. */
export interface NestedTexts {
	[key: string]: string | NestedTexts
}

/** The length of the name of a language. @limit host: refused */
const MAX_NAME_LENGTH = 60
/** The length of a text of a language. @limit host: another language is shown */
const MAX_TEXT_LENGTH = 2000
const MAX_DEPTH = 6
/**
 * Counts whose plural forms a language needs. Forms for larger numbers are not required: French and
 * Spanish have one for millions.
 */
const COUNTS = Array.from({ length: 1001 }, (_, count) => count)
const PLURAL_FORMS = ['zero', 'one', 'two', 'few', 'many', 'other'] as const
const PLURAL_FORM = new RegExp(`_(${PLURAL_FORMS.join('|')})$`)
const RIGHT_TO_LEFT = new Set(['Arab', 'Hebr', 'Thaa', 'Syrc', 'Nkoo', 'Adlm', 'Rohg', 'Mand', 'Samr'])

const nested: z.ZodType<NestedTexts> = z.lazy(() => z.record(z.string(), z.union([z.string(), nested])))
const languageFile = z.strictObject({
	name: z.string().trim().min(1).max(MAX_NAME_LENGTH),
	direction: z.enum(['ltr', 'rtl']).optional(),
	base: z.enum(LOCALES).default('en'),
	texts: z.record(z.string(), nested),
})

/**
 * Returns whether a tag can name an added language: it is well formed, and no built-in language.
 */
export function isLanguageTag(tag: string): boolean {
	try {
		return new Intl.Locale(tag).toString() === tag && !LOCALES.some((locale) => locale === tag)
	} catch {
		return false
	}
}

/** Checks the content of a file. Throws an Error whose message describes the problem. */
export function checkLanguage(
	tag: string,
	content: unknown,
	english: NestedTexts,
): { language: AddedLanguage; findings: LanguageFindings } {
	const { data, error } = languageFile.safeParse(content)
	if (!data) throw new Error(error.issues.map(({ path, message }) => `${path.join('.')} ${message}`).join('; '))
	const findings: LanguageFindings = { missing: [], unknown: [], wrong: [] }
	const wanted = flatten(english)
	const own = flatten(data.texts)
	const texts = new Map<string, Record<string, string>>()
	for (const [path, text] of own) {
		const model = modelOf(path, wanted)
		if (model === undefined) findings.unknown.push(path)
		else if (text.length > MAX_TEXT_LENGTH || !hasPlaceholdersOf(text, model, PLURAL_FORM.test(path)))
			findings.wrong.push(path)
		else if (text.trim() !== '') add(texts, path, text)
	}
	findings.missing = missingOf(tag, wanted, own)
	const { name, base, direction = directionOf(tag) } = data
	return { language: { tag, name, direction, base, texts }, findings }
}

/**
 * Returns the file that a translator starts with: every text in English, with all plural forms that
 * the language needs.
 */
export function templateOf(tag: string, english: NestedTexts): object {
	const forms = pluralFormsOf(tag)
	return {
		name: new Intl.DisplayNames([tag], { type: 'language' }).of(tag) ?? tag,
		base: 'en',
		texts: withForms(english, forms),
	}
}

function withForms(texts: NestedTexts, forms: readonly string[]): NestedTexts {
	const entries = Object.entries(texts).flatMap(([key, inner]): [string, string | NestedTexts][] => {
		if (typeof inner !== 'string') return [[key, withForms(inner, forms)]]
		const stem = key.replace(PLURAL_FORM, '')
		if (stem === key || key.endsWith('_zero')) return [[key, inner]]
		if (!key.endsWith('_other')) return []
		return forms.map((form) => {
			const model = texts[`${stem}_${form}`] ?? inner
			return [`${stem}_${form}`, model]
		})
	})
	return Object.fromEntries(entries)
}

/** Returns all texts by namespace and key, joined by dots. */
function flatten(texts: NestedTexts, path = '', depth = 0): Map<string, string> {
	const flat = new Map<string, string>()
	for (const [key, inner] of Object.entries(texts)) {
		if (typeof inner === 'string') flat.set(`${path}${key}`, inner)
		else if (depth < MAX_DEPTH)
			for (const [below, text] of flatten(inner, `${path}${key}.`, depth + 1)) flat.set(below, text)
	}
	return flat
}

/**
 * Returns the English text that the text at a path translates; for a plural form that English
 * lacks, the general form.
 */
function modelOf(path: string, wanted: ReadonlyMap<string, string>): string | undefined {
	return wanted.get(path) ?? (PLURAL_FORM.test(path) ? wanted.get(path.replace(PLURAL_FORM, '_other')) : undefined)
}

/**
 * Returns whether a text has the placeholders of its model. In plural forms the count is optional,
 * since the form for one or two may have the number in words.
 */
function hasPlaceholdersOf(text: string, model: string, isPlural: boolean): boolean {
	const found = placeholdersOf(text)
	const needed = placeholdersOf(model)
	const isOptional = (name: string) => isPlural && name === 'count'
	return (
		[...found].every((name) => needed.has(name) || isOptional(name)) &&
		[...needed].every((name) => found.has(name) || isOptional(name))
	)
}

const placeholdersOf = (text: string) => new Set(Array.from(text.matchAll(/{{(\w+)}}/g), ([, name = '']) => name))

function add(texts: AddedLanguage['texts'], path: string, text: string): void {
	const at = path.indexOf('.')
	const namespace = path.slice(0, at)
	const known = texts.get(namespace) ?? {}
	texts.set(namespace, known)
	known[path.slice(at + 1)] = text
}

function missingOf(tag: string, wanted: ReadonlyMap<string, string>, own: ReadonlyMap<string, string>): string[] {
	const forms = pluralFormsOf(tag)
	const isMissing = (path: string) => !own.get(path)?.trim()
	return [...wanted.keys()].flatMap((path) => {
		if (!PLURAL_FORM.test(path) || path.endsWith('_zero'))
			return isMissing(path) && !path.endsWith('_zero') ? [path] : []
		if (!path.endsWith('_other')) return []
		return forms.map((form) => path.replace(PLURAL_FORM, `_${form}`)).filter(isMissing)
	})
}

/** Returns the plural forms of a language for numbers up to a thousand. */
function pluralFormsOf(tag: string): string[] {
	const rules = new Intl.PluralRules(tag)
	const found = new Set(COUNTS.map((count) => rules.select(count)))
	return PLURAL_FORMS.filter((form) => found.has(form))
}

function directionOf(tag: string): 'ltr' | 'rtl' {
	return RIGHT_TO_LEFT.has(new Intl.Locale(tag).maximize().script ?? '') ? 'rtl' : 'ltr'
}
