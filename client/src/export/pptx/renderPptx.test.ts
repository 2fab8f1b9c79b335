import type { BoardContent } from '@charrette/shared'
import { CARD_KINDS, domainTextsIn, LOCALES, reportTextsIn, stripUnprintable } from '@charrette/shared'
import fc from 'fast-check'
import { strFromU8, unzipSync } from 'fflate'
import { describe, expect, it } from 'vitest'
import { layOutScenes } from '../../canvas/scenes/layOutScenes.ts'
import { SCENE } from '../../canvas/scenes/measureScenes.ts'
import { textHeight } from '../../canvas/scenes/textHeight.ts'
import { placeScene, SLIDE_AREA, UNIT } from './placeScene.ts'
import { BODY_AREA } from './planSlides.ts'
import { writePptx } from './renderPptx.ts'

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
		const slides = await slidesOf(content, metadata, { image })
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
			'Most dots',
			'Links',
		])
		expect(slides[2]).toContain('许可太慢，跨部门协调难：谁来签字？|Obstacle · Wuhan · Li  ● 4')
	})

	it('has an obstacle beside its solution, from another cluster too, and a place for missing solutions', async () => {
		const clusters = ['Law', 'Money'].map((title, index) => ({ id: title, title, cards: [`c${index}`] }))
		const few = cards.slice(0, 3).map(({ cluster, ...card }, index) => ({
			...card,
			...(clusters[index] ? { cluster: clusters[index].id } : {}),
		}))
		const [, scene] = await slidesOf({ ...content, clusters, cards: few }, metadata, { image: null })
		const [first, second, third] = few.map(({ text }) => text)
		expect(scene?.split('|')).toEqual([
			...['Law · Not in a cluster', 'Law', first, 'Obstacle · Wuhan · Li  ● 4', second, 'Solution · Wuhan'],
			...['Not in a cluster', third, 'Obstacle · Wuhan', 'No solution yet'],
			'2',
		])
	})

	it('[DECK2] has a gap below the text of a card, and none between its lines', async () => {
		const [card] = cards
		const lines = { ...content, links: [], clusters: [], cards: card ? [{ ...card, text: 'one\ntwo\n\nthree' }] : [] }
		const files = unzipSync(new Uint8Array(await (await writePptx(lines, metadata, { image: null })).arrayBuffer()))
		const slide = strFromU8(files['ppt/slides/slide2.xml'] ?? new Uint8Array())
		expect(slide.match(/<a:spcAft>/g)).toHaveLength(1)
		expect(slide.indexOf('<a:spcAft>')).toBeGreaterThan(slide.indexOf('two'))
	})

	it('[DECK1] [TEXT1] [TEXT2] has bold parts, lists, links, languages, meanings, details and images', async () => {
		const [first, second] = cards
		if (!first || !second) throw new Error('no cards')
		const text = '**Ask** us\n- https://a.example/路线\n审批流程'
		const details = { source: 'https://b.example', description: 'Nine **months**' }
		const made = [{ ...first, ...details, text, image: { path: '/api/images/0', alt: 'A queue' } }, second]
		const picture = { data: `data:image/png;base64,${btoa('png')}`, width: 200, height: 100 }
		const written = await writePptx(
			{ ...content, clusters: [], cards: made },
			{ ...metadata, locale: 'fr' },
			{ image: null, pictures: new Map([[first.id, picture]]) },
		)
		const files = unzipSync(new Uint8Array(await written.arrayBuffer()))
		const textOf = (folder: string) =>
			Object.entries(files)
				.filter(([name]) => name.startsWith(folder) && /(?:xml|rels)$/.test(name))
				.map(([, file]) => strFromU8(file))
				.join('')
		const slides = textOf('ppt/slides/slide')
		expect(slides).toMatch(/<a:rPr [^>]*b="1"[^>]*>(?:(?!<a:r>).)*<a:t>Ask<\/a:t>/)
		expect(slides.match(/<a:buChar/g)).toHaveLength(1)
		expect(slides).toMatch(/<a:rPr lang="zh-CN"[^>]*>(?:(?!<a:r>).)*<a:t>审批流程<\/a:t>/)
		expect(slides).toContain('lang="fr-FR"')
		expect(slides).not.toContain('lang="en-US"')
		for (const shown of ['répond à', 'Détails', 'Nine months', 'descr="A queue"']) expect(slides).toContain(shown)
		for (const address of ['https://a.example/%E8%B7%AF%E7%BA%BF', 'https://b.example'])
			expect(textOf('ppt/slides/_rels')).toContain(`Target="${address}"`)
		expect(textOf('docProps/core')).toContain('<dc:title>Streets &quot;&amp;&quot; &lt;b&gt; · Group 1</dc:title>')
	})

	it('[DECK1] has a title placeholder on every slide, including the first', async () => {
		const files = unzipSync(new Uint8Array(await (await writePptx(content, metadata, { image })).arrayBuffer()))
		const slides = Object.entries(files).filter(([name]) => /^ppt\/slides\/slide\d+\.xml$/.test(name))
		expect(slides.length).toBeGreaterThan(5)
		for (const [name, file] of slides)
			expect([name, strFromU8(file).match(/<p:ph\s[^>]*type="title"/g)?.length]).toEqual([name, 1])
	})

	it('has its lists in the order of the schema, and a theme for each master', async () => {
		const files = unzipSync(new Uint8Array(await (await writePptx(content, metadata, { image })).arrayBuffer()))
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
			expect((await slidesOf(content, { ...metadata, locale }, { image: null })).at(-2)).toContain(
				reportTextsIn(locale).mostDots,
			)
			expect(await slidesOf(nothing, { ...metadata, locale }, { image: null })).toHaveLength(1)
		}
	})
})

describe('[DECK2] the parts of a slide', () => {
	it('are on the slide, do not overlap, and have room for their texts', () => {
		const word = fc.constantFrom('许可', 'Straßenverkehrs-Zulassungs-Ordnung', 'a', 'mmm', '\n', 'x'.repeat(400))
		const text = fc.array(word, { maxLength: 60, size: 'max' }).map((words) => words.join(' '))
		fc.assert(
			fc.property(fc.array(text, { maxLength: 20 }), fc.nat(), (texts, seed) => {
				const made = texts.map((one, at) => {
					const kind = CARD_KINDS[(at + seed) % 3] ?? 'note'
					return { id: `c${at}`, kind, text: one, city: 'Wuhan', votes: at % 2 }
				})
				const links = made.flatMap(({ id, kind }, at) => {
					const to = made[(at * seed) % made.length]
					return kind === 'solution' && to ? [{ id, from: id, to: to.id, meaning: 'addresses' as const }] : []
				})
				const kinds = domainTextsIn('en').kinds
				const sceneTexts = {
					kinds,
					open: 'Open',
					withoutCluster: 'Not in a cluster',
					titleOf: (title: string) => title,
				}
				for (const scene of layOutScenes({ ...content, cards: made, links, clusters: [] }, SLIDE_AREA, sceneTexts)) {
					const size = scene.layout.textSize * UNIT
					const parts = placeScene(scene)
					for (const [at, { rect, ...part }] of parts.entries()) {
						expect(rect.y + rect.h).toBeLessThanOrEqual(BODY_AREA.y + BODY_AREA.h + 0.01)
						expect(rect.x + rect.w).toBeLessThanOrEqual(BODY_AREA.x + BODY_AREA.w + 0.01)
						const overlapping = parts.slice(at + 1).filter((other) => overlap(rect, other.rect))
						expect(overlapping).toEqual([])
						if (part.type === 'card')
							expect(textHeight(part.card.text, size, rect.w - 2 * SCENE.padX * size)).toBeLessThan(rect.h)
					}
				}
			}),
			{ numRuns: 12 },
		)
	})
})

interface Box {
	x: number
	y: number
	w: number
	h: number
}

const overlap = (a: Box, b: Box) =>
	a.x + 0.01 < b.x + b.w && b.x + 0.01 < a.x + a.w && a.y + 0.01 < b.y + b.h && b.y + 0.01 < a.y + a.h
