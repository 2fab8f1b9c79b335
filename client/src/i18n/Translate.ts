import type { Messages, Namespace } from './messages.ts'

/** What a text may have in its blanks; `count` chooses its plural form as well. */
export type Blanks = Record<string, string | number>

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
	blanks?: Blanks,
) => string
