import type { BoardContent } from '@charrette/shared'
import { CARD_KINDS, LOCALES, reportTextsIn, stripUnprintable } from '@charrette/shared'
import fc from 'fast-check'
import { strFromU8, unzipSync } from 'fflate'
import { describe, expect, it } from 'vitest'
import {
	CARD_AREA,
	CARD_PADDING,
	COLUMN_HEAD,
	cellOf,
	columnCell,
	planCards,
	planClusters,
	TITLE_SEPARATOR,
} from './planSlides.ts'
import { writePptx } from './renderPptx.ts'
import { textHeight } from './textHeight.ts'

const TEXTS = [
	'许可太慢，跨部门协调难：谁来签字？',
	'Élus & services : « qui décide ? » — c’est l’œuf',
	'🏛️ 👩🏽‍🔬 🇨🇴 𠮷野家',
	'التنسيق بين الإدارات صعب',
	'</a:t><img src=x onerror=alert(1)> & &amp; ]]>',
	'=HYPERLINK("http://evil.example")',
	'two\nlines\tand a tab\u0000\u001b\ud800',
	Array.from({ length: 2000 }, (_, word) => `w${word}`).join(' '),
]
const cards = TEXTS.map((text, number) => ({
	id: `c${number}`,
	kind: CARD_KINDS[number % 2] ?? 'note',
	text,
	city: 'Wuhan',
	...(number < 3 ? { cluster: 'k' } : {}),
	...(number === 0 ? { votes: 4, author: 'Li' } : {}),
}))
const content: BoardContent = {
	cards,
	links: [{ id: 'l', from: 'c1', to: 'c0', meaning: 'addresses' }],
	clusters: [{ id: 'k', title: 'Permits <&>', cards: ['c0', 'c1', 'c2'] }],
	images: [],
	coverage: { obstacles: 4, answered: 1, open: 3, shared: 0 },
}
const metadata = { workshop: 'Streets "&" <b>\u0007', title: 'Group 1', at: 0, locale: 'en' as const }
const image = { data: `data:image/png;base64,${btoa('png')}`, width: 2400, height: 1000 }

/** Returns the texts of each slide, separated by `|`. */
async function slidesOf(...[of, by, shown]: Parameters<typeof writePptx>): Promise<string[]> {
	const files = unzipSync(new Uint8Array(await (await writePptx(of, by, shown)).arrayBuffer()))
	const names = Object.keys(files).filter((name) => /^ppt\/slides\/slide\d+\.xml$/.test(name))
	const entities: Record<string, string> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" }
	return names
		.sort((a, b) => a.length - b.length || (a < b ? -1 : 1))
		.map((name) => {
			const runs = [...strFromU8(files[name] ?? new Uint8Array()).matchAll(/<a:t>([^<]*)<\/a:t>/g)]
			return runs.map(([, run]) => run?.replace(/&(\w+);/g, (_, entity: string) => entities[entity] ?? '')).join('|')
		})
}

describe('[DECK1] a presentation', () => {
	it('has the whole text of every card as it was written, and a title on each slide', async () => {
		const slides = await slidesOf(content, metadata, image)
		const all = slides.join('|').replace(/\|/g, '')
		for (const text of TEXTS.slice(0, -1)) expect(all).toContain(stripUnprintable(text).replace('\n', ''))
		expect(all).toBe(stripUnprintable(all))
		const long = slides.filter((slide) => /\bw\d+ w\d+/.test(slide)).join(' ')
		expect(long.match(/w\d+/g)).toEqual(TEXTS.at(-1)?.split(' '))
		expect([...new Set(slides.map((slide) => slide.split('|')[0]))]).toEqual([
			'Streets "&" <b>',
			'Group 1',
			'Permits <&>',
			'Not in a cluster',
			'Not in a cluster (continued)',
			'Obstacles and solutions',
			'Most dots',
		])
		expect(slides[2]).toContain('Obstacle · 4 dots|许可太慢，跨部门协调难：谁来签字？|Wuhan, Li')
	})

	it('has consecutive small clusters on one slide, with all their titles', async () => {
		const clusters = ['Law', 'Money', 'Skills'].map((title, index) => ({ id: title, title, cards: [`c${index}`] }))
		const few = cards.slice(0, 4).map(({ cluster, ...card }, index) => ({
			...card,
			...(clusters[index] ? { cluster: clusters[index].id } : {}),
		}))
		const [, shared, next] = await slidesOf({ ...content, clusters, cards: few }, metadata, null)
		const titles = ['Law', 'Money', 'Skills', 'Not in a cluster']
		expect(shared?.split('|')[0]).toBe(titles.join(' · '))
		expect(shared?.split('|').filter((text) => titles.includes(text))).toEqual(titles)
		for (const { text } of few) expect(shared).toContain(text)
		expect(next).toMatch(/^Obstacles and solutions/)
	})

	it('[DECK1] has a title placeholder on every slide, including the first', async () => {
		const files = unzipSync(new Uint8Array(await (await writePptx(content, metadata, image)).arrayBuffer()))
		const slides = Object.entries(files).filter(([name]) => /^ppt\/slides\/slide\d+\.xml$/.test(name))
		expect(slides.length).toBeGreaterThan(5)
		for (const [name, file] of slides)
			expect([name, strFromU8(file).match(/<p:ph\s[^>]*type="title"/g)?.length]).toEqual([name, 1])
	})

	it('has its lists in the order of the schema, and a theme for each master', async () => {
		const files = unzipSync(new Uint8Array(await (await writePptx(content, metadata, image)).arrayBuffer()))
		const textOf = (path: string) => strFromU8(files[path] ?? new Uint8Array())
		const lists = [
			...textOf('ppt/presentation.xml').matchAll(/<p:(sldMasterIdLst|notesMasterIdLst|sldIdLst|sldSz|notesSz)[ >]/g),
		]
		expect(lists.map(([, name]) => name)).toEqual([
			'sldMasterIdLst',
			'notesMasterIdLst',
			'sldIdLst',
			'sldSz',
			'notesSz',
		])
		const themeOf = (path: string) => /theme\d\.xml/.exec(textOf(path))?.[0]
		const themes = ['slideMasters/_rels/slideMaster1', 'notesMasters/_rels/notesMaster1'].map((of) =>
			themeOf(`ppt/${of}.xml.rels`),
		)
		expect(themes).toEqual(['theme1.xml', 'theme2.xml'])
		for (const theme of themes) {
			expect(textOf(`ppt/theme/${theme}`)).toContain('<a:theme ')
			expect(textOf('[Content_Types].xml')).toContain(`PartName="/ppt/theme/${theme}"`)
		}
	})

	it('can be written in every language, even without an image or cards', async () => {
		const nothing = { cards: [], links: [], clusters: [], images: [], coverage: { ...content.coverage, obstacles: 0 } }
		for (const locale of LOCALES) {
			expect((await slidesOf(content, { ...metadata, locale }, null)).at(-1)).toContain(reportTextsIn(locale).mostDots)
			expect(await slidesOf(nothing, { ...metadata, locale }, null)).toHaveLength(1)
		}
	})
})

describe('[DECK2] cards', () => {
	it('fit on their slides, in order, and none is left out', () => {
		const word = fc.constantFrom('许可', 'Straßenverkehrs-Zulassungs-Ordnung', 'a', 'mmm', '\n', 'x'.repeat(400))
		const text = fc.array(word, { maxLength: 150, size: 'max' }).map((words) => words.join(' '))
		fc.assert(
			fc.property(fc.array(text, { maxLength: 20 }), (texts) => {
				const pages = planCards(texts.map((one) => ({ label: 'Obstacle', text: one, from: 'Wuhan' })))
				const shown = pages.flatMap((page) => page.cards.map((card) => card.text)).join('')
				expect(shown.replace(/\s/g, '')).toBe(texts.join('').replace(/\s/g, ''))
				for (const { cards: pageCards, fontSize, ...grid } of pages) {
					expect(pageCards.length).toBeLessThanOrEqual(grid.columns * grid.rows)
					const cell = cellOf(grid)
					for (const card of pageCards)
						expect(textHeight(card.text, fontSize, cell.w - 2 * CARD_PADDING)).toBeLessThan(cell.h - 2 * CARD_PADDING)
				}
			}),
			{ numRuns: 20 },
		)
	})

	it('of small clusters share a slide if they are readable there; all clusters are there, in order', () => {
		const text = fc
			.array(fc.constantFrom('许可', 'mmm', 'x'.repeat(40)), { maxLength: 60 })
			.map((words) => words.join(' '))
		const title = fc
			.array(fc.constantFrom('用地与基础设施', 'Straßenverkehr', 'MMM'), { maxLength: 9 })
			.map((words) => words.join(' '))
		const cluster = fc.record({ title, texts: fc.array(text, { maxLength: 4 }) })
		fc.assert(
			fc.property(fc.array(cluster, { maxLength: 12 }), (inputs) => {
				const clusters = inputs.map(({ title, texts }) => ({
					title,
					cards: texts.map((one) => ({ label: 'Obstacle', text: one, from: 'Wuhan' })),
				}))
				const planned = planClusters(clusters)
				const all = planned.flatMap((page) => ('clusters' in page ? page.clusters : [page]))
				expect(all).toEqual(clusters.filter(({ cards: clusterCards }) => clusterCards.length > 0))
				for (const page of planned) {
					if (!('clusters' in page)) continue
					const cell = columnCell(page.columns)
					expect(page.clusters).toHaveLength(page.columns)
					const together = page.clusters.map((one) => one.title).join(TITLE_SEPARATOR)
					expect(textHeight(together, 13, CARD_AREA.w)).toBeLessThanOrEqual(60)
					for (const { title, cards: clusterCards } of page.clusters) {
						expect(clusterCards.length).toBeLessThanOrEqual(2)
						expect(textHeight(title, COLUMN_HEAD.fontSize, cell.w)).toBeLessThanOrEqual(COLUMN_HEAD.h)
						for (const card of clusterCards)
							expect(textHeight(card.text, page.fontSize, cell.w - 2 * CARD_PADDING)).toBeLessThan(
								cell.h - 2 * CARD_PADDING,
							)
					}
				}
			}),
			{ numRuns: 50 },
		)
	})
})
