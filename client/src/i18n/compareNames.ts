import { currentLanguage } from './useTranslation.ts'

/** Compares names of people and places in the order of the interface's language. */
export function compareNames(one: string, other: string): number {
	return collatorOf(currentLanguage.get()).compare(one, other)
}

const collators = new Map<string, Intl.Collator>()

function collatorOf(language: string): Intl.Collator {
	const collator = collators.get(language) ?? new Intl.Collator(language)
	collators.set(language, collator)
	return collator
}
