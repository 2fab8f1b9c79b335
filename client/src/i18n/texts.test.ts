import { ERROR_CODES, LIMITS, LOCALES, NACK_REASONS, NOT_NOW_REASONS } from '@charrette/shared'
import { describe, expect, it } from 'vitest'
import { texts as app } from './app/en.ts'
import { addTexts, baseOf, flattenTexts, hasTexts, setBase, type Texts, textsIn, typesetFrench } from './texts.ts'

const files = import.meta.glob<{ texts: Texts }>('./*/*.ts', { eager: true })
const sources = import.meta.glob<string>(['../**/*.{ts,tsx}', '!../**/*.test.{ts,tsx}', '!./*/*.ts'], {
	eager: true,
	query: '?raw',
	import: 'default',
})

/** Words that are correctly the same in two languages. */
const SAME_WORD = new Set([
	'action',
	'actions',
	'archive',
	'code',
	'collections',
	'color',
	'description',
	'double',
	'format',
	'image',
	'images',
	'message',
	'messages',
	'note',
	'notes',
	'source',
	'suggestions',
	'table',
	'unicode (utf-16 be)',
	'unicode (utf-16 le)',
	'unicode (utf-8)',
	'version',
	'versions',
	'obstacle',
	'obstacles',
	'options',
	'orientation',
	'positions',
	'portrait',
	'pages',
	'participant',
	'participants',
	'phase',
	'question',
	'questions',
	'session',
	'solution',
	'solutions',
	'triple',
	'votes',
	'zoom',
	'version',
	'versions',
	'population',
])

function textsOf(namespace: string, locale: string): Map<string, string> {
	const file = files[`./${namespace}/${locale}.ts`]
	if (!file) throw new Error(`no ${namespace} texts in ${locale}`)
	return flattenTexts(file.texts)
}

const placeholdersOf = (text: string) => (text.match(/{{\w+}}/g) ?? []).sort()
const namespaces = [...new Set(Object.keys(files).map((path) => path.split('/')[1] ?? ''))]
const others = LOCALES.filter((locale) => locale !== 'en')

/**
 * Returns the string literals of the sources, and a pattern for each template literal, such as
 * `errors.${code}`.
 */
function literalsOf(code: string): { plain: Set<string>; patterns: RegExp[] } {
	const plain = new Set([...code.matchAll(/'([\w.:]+)'/g)].map(([, text]) => text ?? ''))
	const templates = code.matchAll(/`([\w:]+\.(?:[\w.]+\.)?\w*)\$\{[^{}`]+\}([\w.]*)`/g)
	const patterns = Array.from(
		templates,
		([, head, tail]) => new RegExp(`^${head}[\\w-]+${tail}$`.replaceAll('.', '\\.')),
	)
	return { plain, patterns }
}

const literals = Object.values(sources).map(literalsOf)

describe.each(namespaces)('the texts of %s', (namespace) => {
	it.each(others)('have the keys of English in %s, and no others', (locale) => {
		expect([...textsOf(namespace, locale).keys()].sort()).toEqual([...textsOf(namespace, 'en').keys()].sort())
	})

	it.each(LOCALES)('are never empty in %s', (locale) => {
		for (const [key, text] of textsOf(namespace, locale)) expect(text.trim(), key).not.toBe('')
	})

	it.each(others)('have the same placeholders in %s', (locale) => {
		const translated = textsOf(namespace, locale)
		for (const [key, text] of textsOf(namespace, 'en')) {
			expect(placeholdersOf(translated.get(key) ?? ''), key).toEqual(placeholdersOf(text))
		}
	})

	it.each(others)('repeat no English sentence in %s', (locale) => {
		const translated = textsOf(namespace, locale)
		for (const [key, text] of textsOf(namespace, 'en')) {
			const words = text.replaceAll(/{{\w+}}/g, '').trim()
			if (words.length <= 4 || SAME_WORD.has(words.toLowerCase())) continue
			expect(translated.get(key), key).not.toBe(text)
		}
	})

	it('have a no-break space before each two-part sign in French, and inside its quotation marks', () => {
		for (const [key, text] of textsOf(namespace, 'fr')) {
			const plain = typesetFrench(text.replaceAll(/https?:/g, ''))
			expect(plain.match(/[^\u00a0][:;?!»%]|«[^\u00a0]/g) ?? [], key).toEqual([])
		}
	})

	it('are all used', () => {
		const isUsed = (key: string) =>
			[key, `${namespace}:${key}`].some((name) =>
				literals.some(({ plain, patterns }) => plain.has(name) || patterns.some((pattern) => pattern.test(name))),
			)
		const keys = [...textsOf(namespace, 'en').keys()].map((key) => key.replace(/_(zero|one|other)$/, ''))
		expect(keys.filter((key) => !isUsed(key))).toEqual([])
	})
})

it('every error code and every nack reason of the server has a sentence', () => {
	expect(Object.keys(app.errors).sort()).toEqual([...ERROR_CODES, ...NOT_NOW_REASONS, 'offline', 'outdated'].sort())
	expect(Object.keys(app.nackReasons).sort()).toEqual([...NACK_REASONS].sort())
})

describe('textsIn', () => {
	addTexts('en', 'board', {
		saveStatus: {
			saved: 'Saved',
			changes_zero: 'No changes',
			changes_one: '{{count}} change',
			changes_other: '{{count}} changes',
		},
		list: { announcement: { more: '{{who}} added {{what}}' } },
	})
	addTexts('fr', 'board', {
		saveStatus: { changes_one: '{{count}} modification', changes_other: '{{count}} modifications' },
	})
	addTexts('zh-CN', 'board', { saveStatus: { changes_other: '{{count}} 处修改' } })
	addTexts('en', 'app', app)

	const t = textsIn('en', 'board', 'app') as (key: string, values?: Record<string, string | number>) => string

	it('finds a text by its key, in the first namespace or in the one that the key names', () => {
		expect(t('saveStatus.saved')).toBe('Saved')
		expect(t('board:saveStatus.saved')).toBe('Saved')
		expect(t('app:close')).toBe(app.close)
	})

	it('inserts values literally, dollar signs included', () => {
		expect(t('list.announcement.more', { who: '$& <b>', what: '{{who}}' })).toBe('$& <b> added {{who}}')
	})

	it('has the spaces of French typography', () => {
		addTexts('fr', 'history', { of: 'Versions : « {{board}} » ; 100 % ?' } as Texts)
		expect((textsIn('fr', 'history') as typeof t)('of', { board: 'Rues : nord' })).toBe(
			'Versions\u00a0: «\u00a0Rues : nord\u00a0»\u00a0; 100\u00a0%\u00a0?',
		)
	})

	it('fills in limits that the caller does not give', () => {
		expect(t('app:errors.too_many_shares')).toContain(`${LIMITS.maxShares} pages`)
	})

	it.each([
		['en', 0, 'No changes'],
		['en', 1, '1 change'],
		['en', 2, '2 changes'],
		['fr', 0, '0 modification'],
		['fr', 1, '1 modification'],
		// French has a form "many" for a million; without a text for it, "other" is used.
		['fr', 1e6, '1\u202f000\u202f000 modifications'],
		['en', 1234, '1,234 changes'],
		['zh-CN', 1, '1 处修改'],
	] as const)('in %s, selects the plural form for %d', (locale, count, text) => {
		const translate = textsIn(locale, 'board') as typeof t
		expect(translate('saveStatus.changes', { count })).toBe(text)
	})

	it('[LANG2] for an added language, uses its own plural forms, and takes missing texts from its base language', () => {
		setBase('pl', 'fr')
		addTexts('fr', 'history', {
			list: { noResult: 'Rien' },
			undo_one: '{{count}} retour',
			undo_other: '{{count}} retours',
		} as Texts)
		addTexts('pl', 'history', {
			undo_one: '{{count}} krok',
			undo_few: '{{count}} kroki',
			undo_many: '{{count}} kroków',
		} as Texts)
		const translate = textsIn('pl', 'history') as typeof t
		expect([1, 3, 5, 1.5].map((count) => translate('undo', { count }))).toEqual([
			'1 krok',
			'3 kroki',
			'5 kroków',
			'1,5 retour',
		])
		expect(translate('list.noResult')).toBe('Rien')
		expect([baseOf('pl'), baseOf('es'), baseOf('tlh')]).toEqual(['fr', 'es', 'en'])
	})

	it('returns the same function each time, which also sees texts loaded later', () => {
		const before = textsIn('es', 'board') as typeof t
		expect(hasTexts('es', 'board')).toBe(false)
		addTexts('es', 'board', { saveStatus: { saved: 'Guardado' } })
		expect(textsIn('es', 'board', 'app')).toBe(before)
		expect(before('saveStatus.saved')).toBe('Guardado')
	})
})
