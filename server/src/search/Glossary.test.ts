import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { indexTerms, LOCALES, parseGlossary } from '@charrette/shared'
import { pino } from 'pino'
import { afterEach, describe, expect, it } from 'vitest'
import { GLOSSARY_FILE } from '../paths.ts'
import { createGlossary, loadGlossary } from './Glossary.ts'
import { allTermsOf, planQuery } from './planQuery.ts'

const folder = mkdtempSync(join(tmpdir(), 'charrette-glossary-'))
afterEach(() => rmSync(join(folder, 'glossary.tsv'), { force: true }))
const silent = pino({ level: 'silent' })
const shipped = loadGlossary(folder, silent)

/** Returns whether a text has all words of a query, or what the glossary says instead. */
async function matches(query: string, text: string, locale: (typeof LOCALES)[number], glossary = shipped) {
	const terms = new Set(indexTerms(text, locale).split(' '))
	const hasAny = (words: readonly string[]) => words.some((word) => terms.has(word))
	return planQuery(`${query} `, 'en', await glossary.synonymsOf(query)).groups.every(
		(group) => hasAny(group.terms) || group.phrases.some((phrase) => phrase.every(hasAny)),
	)
}

describe('the glossary', () => {
	it('[FIND7] has at least 400 rows, each with terms in the four languages', () => {
		const rows = parseGlossary(readFileSync(GLOSSARY_FILE, 'utf8'))
		expect(rows.length).toBeGreaterThanOrEqual(400)
		for (const row of rows) {
			expect(Object.keys(row)).toEqual([...LOCALES])
			expect(Object.values(row).filter((terms) => terms.length === 0)).toEqual([])
		}
	})

	it.each([
		['bus lanes', '公交专用道', 'zh-CN'],
		['公交专用道', 'Couloirs de bus', 'fr'],
		['couloir de bus', 'Un carril para bus', 'es'],
		['垃圾收费', 'A fee for waste', 'en'],
		['panneaux solaires', '屋顶光伏', 'zh-CN'],
		['water leak', 'Fugas de agua', 'es'],
	] as const)('[FIND7] %s finds %s', async (query, text, locale) => {
		expect(await matches(query, text, locale)).toBe(true)
	})

	it('[FIND7] does not match a part of a term of several words', async () => {
		expect(await matches('bus lane', 'Una parada de bus', 'es')).toBe(false)
	})

	it('leaves out phrases with a shorter phrase of the same group', async () => {
		const glossary = createGlossary(async () => parseGlossary('en\tes\nbus\tbus; autobús; autobús urbano'))
		const { groups } = planQuery('bus ', 'en', await glossary.synonymsOf('bus'))
		const [group] = groups
		expect(group && allTermsOf(group)).not.toContain('urbano')
	})

	it('[FIND7] the host adds rows, also in further languages, without the words of other rows', async () => {
		writeFileSync(join(folder, 'glossary.tsv'), '\uFEFFen\tpt-BR\n# a comment\nzeppelin; airship\tdirigível\r\n')
		const extended = loadGlossary(folder, silent)
		expect(await matches('dirigível', 'An airship', 'en', extended)).toBe(true)
		expect(await matches('bus lane', '公交专用道', 'zh-CN', extended)).toBe(true)
		expect(await matches('dirigível', 'An airship', 'en')).toBe(false)
	})

	it('[FIND7a] a file that is too large is ignored', async () => {
		writeFileSync(join(folder, 'glossary.tsv'), `en\tes\nzeppelin\tdirigible\n${' '.repeat(600 * 1024)}`)
		expect(await matches('dirigible', 'A zeppelin', 'en', loadGlossary(folder, silent))).toBe(false)
	})

	it('[TRANSLATE6] knows the terms of texts with their translations, longest first, each once', async () => {
		const texts = ['Bus lanes stay empty', 'Who pays for the bus lane and the landfill?']
		expect((await shipped.termsIn(texts, { from: 'en', to: 'zh' })).slice(0, 1)).toEqual([['bus lane', '公交专用道']])
		expect(await shipped.termsIn(['公交专用道'], { from: 'zh', to: 'es' })).toContainEqual(['公交专用道', 'carril bus'])
		expect(await shipped.termsIn(texts, { from: 'fr', to: 'zh' })).not.toContainEqual(['bus lane', '公交专用道'])
		expect(await shipped.termsIn(texts, { from: 'en', to: 'id' })).toEqual([])
	})

	it('[FIND7] is built without occupying the event loop', async () => {
		const rows = parseGlossary(
			`en\tes\n${Array.from({ length: 160 }, (_, at) => `bus ${at}\tautobús ${at}`).join('\n')}`,
		)
		let turns = 0
		let next = setImmediate(function count() {
			turns++
			next = setImmediate(count)
		})
		await createGlossary(async () => rows).synonymsOf('bus')
		clearImmediate(next)
		expect(turns).toBeGreaterThanOrEqual(10)
	})
})
