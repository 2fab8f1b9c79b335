import { LIMITS, type Locale } from '@charrette/shared'
import { flattenTexts, type Texts } from './flattenTexts.ts'
import type { Namespace } from './messages.ts'
import type { Blanks, Translate } from './Translate.ts'

type Namespaces = readonly [Namespace, ...Namespace[]]

const loaded = new Map<string, Map<string, string>>()
/** What is in a blank of that name where nothing else is given. */
const limits: Record<string, number> = LIMITS
const translators = new Map<string, (key: string, blanks?: Blanks) => string>()

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

function createTranslate(locale: Locale, first: Namespace): (key: string, blanks?: Blanks) => string {
	const rules = new Intl.PluralRules(locale)
	return (key: string, blanks: Blanks = {}) => {
		const [path = key, namespace = first] = key.split(':').reverse()
		const texts = loaded.get(`${locale} ${namespace}`)
		const found = formsOf(path, blanks['count'], rules).find((form) => texts?.has(form)) ?? ''
		// A key that has no text is a mistake that types and a test exclude; it shows itself.
		return (
			texts?.get(found)?.replaceAll(/{{(\w+)}}/g, (blank, name) => String(blanks[name] ?? limits[name] ?? blank)) ?? key
		)
	}
}

/** Under which keys a text may lie, best first: in the language's form for that number; none at all may have words of its own. */
function formsOf(path: string, count: string | number | undefined, rules: Intl.PluralRules): string[] {
	if (typeof count !== 'number') return [path]
	const forms = [...(count === 0 ? ['zero'] : []), rules.select(count), 'other']
	return [...forms.map((form) => `${path}_${form}`), path]
}
