import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { ROOT } from '../contenders/paths.mjs'
import { goals, table } from '../markdown.mjs'
import { buildCorpus } from '../search/buildCorpus.mjs'
import { indexAll, openStores } from '../search/fillPractices.mjs'

const OTHERS = 210
const SEED = 7
const [GOAL_OWN, GOAL_OTHER] = [44, 47]
const SILENT = { info() {}, warn() {} }

/**
 * Counts the queries that find their practice among the first three, in the practice's language and
 * in others, with and without the glossary.
 */
export async function languages({ log }) {
	const { listed, queries } = (await buildCorpus('crossLanguageQueries')).soughtPractices()
	const others = (await buildCorpus('practiceCorpus')).practiceCorpus(SEED, { practices: OTHERS, questions: 0 }).listed
	const { loadGlossary } = await import(pathToFileURL(`${ROOT}/server/dist/search/Glossary.js`))
	const glossary = loadGlossary(tmpdir(), SILENT)
	const none = { synonymsOf: async () => [] }
	const runs = []
	for (const [name, practices, by] of [
		['twelve practices, without the glossary', listed, none],
		['twelve practices, with the glossary', listed, glossary],
		[`among ${OTHERS} others, without the glossary`, [...listed, ...others], none],
		[`among ${OTHERS} others, with the glossary`, [...listed, ...others], glossary],
	]) {
		runs.push({ name, ...(await count(practices, queries, by)) })
		log(`  ${JSON.stringify(runs.at(-1))}`)
	}
	return { text: describe(runs, queries), results: runs }
}

async function count(listed, queries, glossary) {
	const dataDir = mkdtempSync(join(tmpdir(), 'charrette-bench-'))
	const { practices } = await openStores({ dataDir })
	try {
		await indexAll(practices, listed, listed.length)
		const counts = { own: 0, other: 0, ownNone: 0, otherNone: 0 }
		for (const { text, locale, expected, isOwn } of queries) {
			const query = { text, locale, synonyms: await glossary.synonymsOf(text), reader: { workshop: null }, filters: {} }
			const { hits } = await practices.search({ ...query, sort: 'relevance', offset: 0, limit: 3 })
			const name = isOwn ? 'own' : 'other'
			if (hits.some((hit) => hit.listed.practice.id === expected)) counts[name]++
			if (hits.length === 0) counts[`${name}None`]++
		}
		return counts
	} finally {
		await practices.close()
		rmSync(dataDir, { recursive: true, force: true })
	}
}

function describe(runs, queries) {
	const own = queries.filter(({ isOwn }) => isOwn).length
	const other = queries.length - own
	const alone = runs[1]
	const rows = runs.map((run) => [
		run.name,
		`${run.own} of ${own}`,
		String(run.ownNone),
		`${run.other} of ${other}`,
		String(run.otherNone),
	])
	return [
		`Twelve practices, three in each language, and ${queries.length} queries as people type them: ${own} in the language of their practice, ${other} in another. Counted are queries with the practice among the first three results, and queries without a result. On SQLite. Practices, queries and glossary have the same authors, who wrote the queries first; ${OTHERS} practices of the tests' generator, in two languages each, are about similar subjects.`,
		table(['collection', 'own language', 'no result', 'other language', 'no result'], rows),
		goals([
			{
				goal: `own language, with the glossary ≥ ${GOAL_OWN} of ${own}`,
				found: String(alone.own),
				isMet: alone.own >= GOAL_OWN,
			},
			{
				goal: `other language, with the glossary ≥ ${GOAL_OTHER} of ${other}`,
				found: String(alone.other),
				isMet: alone.other >= GOAL_OTHER,
			},
		]),
	].join('\n\n')
}
