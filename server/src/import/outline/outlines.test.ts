import { readBoard } from '@charrette/shared'
import { AlignmentType, Document, HeadingLevel, Packer, Paragraph, Table, TableCell, TableRow } from 'docx'
import { describe, expect, it } from 'vitest'
import { makeZip } from '../../../test/support/makeZip.ts'
import { readFile } from '../readFile.ts'

/**
 * Returns the board of a file: its title, and the texts of its cards by the titles of their
 * clusters.
 */
function read(file: Uint8Array | string, name: string) {
	const { boards, skipped, source } = readFile(Buffer.from(file), name)
	const { cards, clusters } = readBoard(boards[0]?.doc ?? expect.fail())
	const titleOf = (id: string | undefined) => clusters.find((one) => one.id === id)?.title ?? ''
	const byCluster = new Map<string, string[]>()
	for (const { text, cluster } of cards)
		byCluster.set(titleOf(cluster), [...(byCluster.get(titleOf(cluster)) ?? []), text].sort())
	return { title: boards[0]?.title, clusters: Object.fromEntries(byCluster), cards, skipped, source }
}

describe('[IMP2h] an outline in Markdown', () => {
	it('has a cluster for each heading, a card for each item and paragraph, and its own title', () => {
		const text = [
			'---',
			'tags: [workshop]',
			'---',
			'# Streets for people',
			'',
			'Loose thought',
			'on two lines',
			'',
			'## Obstacles',
			'- Permits take **nine** months',
			'  - five offices',
			'  - no one decides',
			'',
			'* [ ] No *budget*',
			'1. 审批太慢',
			'***',
			'### Empty',
			'## Ideas ##',
			'> See [[One-stop shop|the office]] and [the law](https://example.org/a_b)',
			'```',
			'# no heading',
			'```',
		].join('\n')
		const { title, clusters, skipped, source, cards } = read(text, 'notes.md')
		expect([title, source]).toEqual(['Streets for people', 'list'])
		expect(skipped).toEqual([{ line: 2, entry: 'tags: [workshop]', reason: 'property_left_out' }])
		expect(cards.find(({ text }) => text === 'No budget')?.kind).toBe('action')
		expect(clusters).toEqual({
			'': ['Loose thought\non two lines'],
			Obstacles: ['No budget', 'Permits take **nine** months\n- five offices\n- no one decides', '审批太慢'],
			Ideas: ['# no heading', 'See the office and the law (https://example.org/a_b)'],
		})
	})

	it('is Markdown by its name, also without headings, with tables, tasks and images', () => {
		const text = [
			'---',
			'title: "Streets: a plan"',
			'---',
			'- [x] Ask the utility',
			'- See ![a map](img/map.png) and [the plan](plan.pdf)',
			'',
			'| Obstacles | Solutions |',
			'|-----------|:---------:|',
			'| Permits   | One office |',
			'| Money \\| time | |',
			'',
			'Who | What',
			'--- | ---',
			'Ana | plants trees',
			'',
			'Kind | Text | City',
			'--- | --- | ---',
			'Obstacle | Noise | Dakar',
			'',
			'![[photo.jpg]]',
			'{"a": 1}',
		].join('\n')
		const { title, cards, skipped } = read(text, 'notes.md')
		expect(title).toBe('Streets: a plan')
		expect(cards.map(({ kind, text, city }) => [kind, text, city].join('/')).sort()).toEqual([
			'action/✓ Ask the utility/',
			'note/See a map and the plan (plan.pdf)/',
			'note/Who: Ana\nWhat: plants trees/',
			'note/photo.jpg\n{"a": 1}/',
			'obstacle/Money | time/',
			'obstacle/Noise/Dakar',
			'obstacle/Permits/',
			'solution/One office/',
		])
		expect(skipped).toEqual([
			{ line: 5, entry: 'img/map.png', reason: 'image_left_out' },
			{ line: 20, entry: 'photo.jpg', reason: 'image_left_out' },
		])
		expect(read('a\tb\nc\td\n', 'list.md').cards).toHaveLength(1)
	})

	it('of several headings of the first level has a cluster for each, and the title of the file', () => {
		expect(read('# A\n- one\n# B\n- two\n', 'notes.md')).toMatchObject({
			title: 'notes',
			clusters: { A: ['one'], B: ['two'] },
		})
	})

	it('lists texts that are too long, and cards beyond the limit', () => {
		const long = `# A\n\n- ${'x'.repeat(20_000)}\n${'- y\n'.repeat(2100)}`
		expect(read(long, 'notes.md').skipped).toEqual([
			{ line: 3, reason: 'text_cut' },
			{ entry: '101', reason: 'too_much' },
		])
	})
})

describe('[IMP2h] an outline in Word', () => {
	it('has its headings by their style, lists, tables and paragraphs', async () => {
		const text = (text: string) => new Paragraph(text)
		const numbering = { reference: 'list', level: 0 }
		const document = new Document({
			numbering: {
				config: [
					{
						reference: 'list',
						levels: [0, 1].map((level) => ({ level, format: 'bullet', text: '•', alignment: AlignmentType.LEFT })),
					},
				],
			},
			sections: [
				{
					children: [
						new Paragraph({ text: 'Streets', heading: HeadingLevel.TITLE }),
						new Paragraph({ text: 'Obstacles', heading: HeadingLevel.HEADING_1 }),
						new Paragraph({ text: 'Permits', numbering }),
						new Paragraph({ text: 'five offices', numbering: { ...numbering, level: 1 } }),
						new Paragraph({ text: 'Money & 资金', numbering }),
						text(''),
						text('A paragraph'),
						new Paragraph({ text: 'Ideas', heading: HeadingLevel.HEADING_2 }),
						new Table({
							rows: [
								new TableRow({
									children: [
										new TableCell({ children: [text('Office')] }),
										new TableCell({ children: [text('Dakar')] }),
									],
								}),
							],
						}),
					],
				},
			],
		})
		expect(read(await Packer.toBuffer(document), 'outline.docx')).toMatchObject({
			title: 'Streets',
			clusters: { Obstacles: ['A paragraph', 'Money & 资金', 'Permits\n- five offices'], Ideas: ['Office\nDakar'] },
			skipped: [],
		})
	})

	it('leaves out deleted text and tables of contents, and lists pictures', () => {
		const document = [
			'<w:document xmlns:w="w"><w:body>',
			'<w:p><w:pPr><w:pStyle w:val="Verzeichnis1"/></w:pPr><w:r><w:t>Obstacles 3</w:t></w:r></w:p>',
			'<w:p><w:pPr><w:pStyle w:val="berschrift1"/></w:pPr><w:r><w:t>Hindernisse</w:t></w:r></w:p>',
			'<w:p><w:del><w:r><w:t>old </w:t></w:r></w:del><w:r><w:t xml:space="preserve">new </w:t><w:br/><w:t>line</w:t></w:r></w:p>',
			'<w:p><w:r><w:drawing/></w:r></w:p></w:body></w:document>',
		].join('')
		const styles = [
			'<w:styles xmlns:w="w"><w:style w:styleId="berschrift1"><w:name w:val="heading 1"/></w:style>',
			'<w:style w:styleId="Verzeichnis1"><w:name w:val="toc 1"/></w:style></w:styles>',
		].join('')
		const bytes = makeZip([
			{ name: 'word/document.xml', bytes: document },
			{ name: 'word/styles.xml', bytes: styles },
		])
		expect(read(bytes, 'a.docx')).toMatchObject({
			clusters: { Hindernisse: ['new \nline'] },
			skipped: [{ reason: 'no_picture' }],
		})
	})
})

describe('[IMP2h] a board of Trello', () => {
	const label = (name: string, color: string | null = null) => ({ name, color })
	const board = {
		name: 'Streets',
		idOrganization: null,
		lists: [
			{ id: 'l2', name: 'Ideas', closed: false, pos: 2 },
			{ id: 'l1', name: 'Obstacles', closed: false, pos: 1 },
			{ id: 'l3', name: 'Old', closed: true, pos: 3 },
		],
		cards: [
			{ name: 'Permits', desc: 'Nine months', idList: 'l1', pos: 2, labels: [label('Law'), label('', 'red')] },
			{ name: 'Office', desc: '', idList: 'l2', pos: 1, labels: [label('方案')] },
			{ name: 'Gone', desc: '', idList: 'l1', pos: 1, closed: true, labels: [] },
			{ name: 'Older', desc: '', idList: 'l3', pos: 1, labels: [] },
			{ desc: 'no name' },
		],
	}

	it('has its lists as clusters, and labels as kinds and categories; archived cards are listed', () => {
		const { title, clusters, cards, skipped, source } = read(JSON.stringify(board), 'trello.json')
		expect([title, source, clusters]).toEqual(['Streets', 'list', { Obstacles: ['Permits'], Ideas: ['Office'] }])
		expect(cards.find(({ text }) => text === 'Permits')).toMatchObject({
			kind: 'obstacle',
			category: 'law',
			description: 'Nine months',
		})
		expect(cards.find(({ text }) => text === 'Office')).toMatchObject({ kind: 'solution' })
		expect(skipped).toEqual([
			{ reason: 'not_readable' },
			{ entry: 'Gone', reason: 'archived' },
			{ entry: 'Older', reason: 'archived' },
		])
	})

	it('has checklists in the details, and lists dates and attachments, also without an organization', () => {
		const { idOrganization: _, ...others } = board
		const card = {
			...{ id: 'c', name: 'Permits', desc: 'Nine months', idList: 'l1', pos: 1, labels: [] },
			...{ due: '2026-06-01T10:00:00.000Z', start: null, attachments: [{ name: 'plan.pdf' }] },
		}
		const checkItems = [
			{ name: 'Call', state: 'incomplete', pos: 2 },
			{ name: 'Write', state: 'complete', pos: 1 },
		]
		const checklists = [{ idCard: 'c', name: 'To do', pos: 1, checkItems }, { idCard: 7 }]
		const { cards, skipped } = read(JSON.stringify({ ...others, cards: [card], checklists }), 'trello.json')
		expect(cards[0]?.description).toBe('Nine months\n\nTo do\n- ✓ Write\n- Call')
		expect(skipped).toEqual([
			{ reason: 'not_readable' },
			...['2026-06-01', 'plan.pdf'].map((entry) => ({
				entry: `Permits: ${entry}`,
				reason: 'detail_left_out',
			})),
		])
	})

	it('[THREAD6] has the comments on a card as a thread', () => {
		const comment = (card: string, text: string, day: number) => ({
			type: 'commentCard',
			date: `2026-06-0${day}T10:00:00.000Z`,
			data: { text, card: { id: card } },
			memberCreator: { fullName: 'Aminata' },
		})
		const cards = board.cards.map((card, at) => ({ ...card, id: `c${at}` }))
		const actions = [
			{ type: 'updateCard' },
			comment('c0', 'Ask the mayor', 2),
			comment('c0', 'Why <b>nine</b>?', 1),
			comment('c2', 'Archived', 1),
		]
		const { boards } = readFile(Buffer.from(JSON.stringify({ ...board, cards, actions })), 'trello.json')
		const { cards: shown, threads } = readBoard(boards[0]?.doc ?? expect.fail(), undefined, (message) => ({
			author: message.authorName ?? '',
		}))
		const permits = shown.find(({ text }) => text === 'Permits')?.id
		expect(threads).toMatchObject([
			{
				on: permits,
				messages: [
					{ text: 'Why <b>nine</b>?', author: 'Aminata', at: Date.UTC(2026, 5, 1, 10) },
					{ text: 'Ask the mayor', author: 'Aminata' },
				],
			},
		])
	})
})
