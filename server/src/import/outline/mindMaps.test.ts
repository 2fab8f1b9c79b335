import { readBoard } from '@charrette/shared'
import { describe, expect, it } from 'vitest'
import { makeZip } from '../../../test/support/makeZip.ts'
import { readFile } from '../readFile.ts'

/** Returns the boards of a file, each with its cards as `cluster/kind: text`, and the losses. */
function read(file: Uint8Array | string, name: string) {
	const { boards, skipped, source } = readFile(Buffer.from(file), name)
	const read = boards.map(({ title, doc }) => {
		const { cards, clusters } = readBoard(doc)
		const titles = new Map(clusters.map((cluster) => [cluster.id, cluster.title]))
		const lines = cards.map(({ kind, text, cluster = '' }) => `${titles.get(cluster) ?? ''}/${kind}: ${text}`)
		return { title, cards: lines.sort(), all: cards }
	})
	return { boards: read, cards: read[0]?.cards, skipped, source, title: read[0]?.title }
}

describe('[IMP2h] a mind map has its middle as title, main topics as clusters, and topics as cards', () => {
	it('of FreeMind, with notes, colours, addresses and connections', () => {
		const map = `<map version="1.0.1"><node TEXT="Streets"><node TEXT="Loose thought" POSITION="left"/>
			<node TEXT="Obstacles">
				<node TEXT="Permits" BACKGROUND_COLOR="#ffc9c9"><node TEXT="five offices"><node TEXT="no one decides"/></node>
					<richcontent TYPE="NOTE"><html><body><p>Nine&#160;months</p><p>or more</p></body></html></richcontent>
					<arrowlink DESTINATION="x"/></node>
				<node LINK="https://example.org/a"><richcontent TYPE="NODE"><html><body><p>Money &amp;</p><p>资金</p></body></html></richcontent></node>
			</node></node></map>`
		const { title, cards, boards, skipped, source } = read(map, 'a.mm')
		expect([title, source]).toEqual(['Streets', 'list'])
		expect(cards).toEqual([
			'/note: Loose thought',
			'Obstacles/note: Money &\n资金',
			'Obstacles/obstacle: Permits\n- five offices\n- no one decides',
		])
		expect(boards[0]?.all.map(({ description }) => description).filter(Boolean)).toEqual(['Nine months\nor more'])
		expect(skipped).toEqual([
			{ entry: 'Permits', reason: 'not_for_boards' },
			{ entry: 'https://example.org/a', reason: 'address_left_out' },
		])
	})

	it('of OPML, as outliners write it', () => {
		const opml = `<?xml version="1.0"?>\n<opml version="2.0"><head><title>Streets</title></head><body>
			<outline text="Obstacles"><outline text="Permits" _note="Nine months"><outline text="five offices"/></outline></outline>
			<outline text="Alone"/></body></opml>`
		for (const name of ['a.opml', 'a.xml']) {
			const { title, cards } = read(opml, name)
			expect([title, cards]).toEqual(['Streets', ['/note: Alone', 'Obstacles/note: Permits\n- five offices']])
		}
	})

	const topic = (title: string, ...attached: object[]) => ({ title, children: { attached } })
	const xmind = (content: object) =>
		makeZip([
			{ name: 'content.json', bytes: JSON.stringify(content) },
			{ name: 'metadata.json', bytes: '{}' },
		])

	it('of XMind, one board for each sheet', () => {
		const rootTopic = topic(
			'Streets',
			topic('Obstacles', { ...topic('Permits', topic('five offices')), labels: ['Obstacle'] }),
		)
		const noted = { ...topic('Water'), notes: { plain: { content: 'x' } }, href: 'https://example.org' }
		const { boards, skipped } = read(
			xmind([{ rootTopic, relationships: [{ title: 'leads to' }] }, { rootTopic: topic('Second', noted) }]),
			'a.xmind',
		)
		expect(boards.map(({ title, cards }) => [title, ...cards])).toEqual([
			['Streets', 'Obstacles/obstacle: Permits\n- five offices'],
			['Second', '/note: Water'],
		])
		expect(boards[1]?.all[0]?.description).toBe('x')
		expect(skipped).toEqual([
			{ entry: 'leads to', reason: 'not_for_boards' },
			{ entry: 'https://example.org', reason: 'address_left_out' },
		])
	})

	it('of XMind 8', () => {
		const content = `<xmap-content><sheet><title>Sheet 1</title><topic><title>Streets</title><children><topics type="attached">
			<topic><title>Obstacles</title><children><topics type="attached"><topic><title>Permits</title>
			<notes><plain>Nine months</plain></notes></topic></topics></children></topic></topics></children></topic></sheet></xmap-content>`
		const bytes = makeZip(['content.xml', 'meta.xml'].map((name) => ({ name, bytes: content })))
		const { title, cards, boards } = read(bytes, 'a.xmind')
		expect([title, cards]).toEqual(['Streets', ['Obstacles/note: Permits']])
		expect(boards[0]?.all[0]?.description).toBe('Nine months')
	})

	it('is refused if it is damaged, too deep or too large', () => {
		expect(() => read('<map version="1"><node TEXT="a">', 'a.mm')).toThrow('damaged_file')
		const bomb = '<opml><!DOCTYPE x [<!ENTITY a "a">]><body><outline text="&a;"/></body></opml>'
		expect(() => read(bomb, 'a.opml')).toThrow('damaged_file')
		expect(() => read(`<opml><body>${'<outline text="a"/>'.repeat(20_001)}</body></opml>`, 'a.opml')).toThrow(
			'too_much_inside',
		)
		let deep: object = topic('a')
		for (let level = 0; level < 40; level++) deep = topic('a', deep)
		expect(() => read(xmind([{ rootTopic: deep }]), 'a.xmind')).toThrow('too_much_inside')
		expect(() => read(xmind({}), 'a.xmind')).toThrow('damaged_file')
	})
})
