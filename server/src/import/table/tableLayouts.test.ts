import type { ImportOptions } from '@charrette/shared'
import { readBoard } from '@charrette/shared'
import { describe, expect, it } from 'vitest'
import { makeWorkbook } from '../../../test/support/makeZip.ts'
import { readFile } from '../readFile.ts'

/** Returns the boards of a file, each with its cards as `cluster/kind: text`, and the losses. */
function read(file: string | Uint8Array, choice: ImportOptions = {}, name = 'a.csv') {
	const { boards, skipped, table, sheets, marks } = readFile(Buffer.from(file), name, choice)
	const read = boards.map(({ title, doc }) => {
		const { cards, clusters } = readBoard(doc, (_, name) => name)
		const titles = new Map(clusters.map((cluster) => [cluster.id, cluster.title]))
		const cardOf = ({ kind, text, cluster = '' }: (typeof cards)[number]) =>
			`${titles.get(cluster) ?? ''}/${kind}: ${text}`
		return { title, cards: cards.map(cardOf).sort(), all: cards }
	})
	return { boards: read, cards: read[0]?.cards, all: read[0]?.all ?? [], skipped, table, sheets, marks }
}

const csv = (...rows: string[][]) =>
	rows.map((cells) => cells.map((cell) => `"${cell.replaceAll('"', '""')}"`).join(',')).join('\n')

describe('[IMP2j] a table with a column per kind, theme or frame', () => {
	it('has a card in each cell, whose kind is its heading', () => {
		const { cards, skipped, table } = read(
			csv(['Obstacles', 'Solutions', 'Questions'], ['Permits', 'One office', 'Who pays?'], ['No budget', '', '']),
		)
		expect(cards).toEqual([
			'/obstacle: No budget',
			'/obstacle: Permits',
			'/question: Who pays?',
			'/solution: One office',
		])
		expect([skipped, table?.layout, table?.hasHead]).toEqual([[], 'columns', true])
		expect(read('障碍\t对策\n审批慢\t一站式窗口\n', {}, '').cards).toEqual([
			'/obstacle: 审批慢',
			'/solution: 一站式窗口',
		])
	})

	it('shares the city and the group of its row, below titles, and lists other columns', () => {
		const { all, skipped, cards } = read(
			csv(
				['Workshop Dakar', '', '', '', ''],
				['City', 'Obstacles', 'Solutions', 'Group', 'When'],
				['Dakar', 'Permits', 'One office', 'Rules', 'May'],
			),
		)
		expect(all.map(({ city }) => city)).toEqual(['Dakar', 'Dakar'])
		expect(cards).toEqual(['Rules/obstacle: Permits', 'Rules/solution: One office'])
		expect(skipped).toEqual([
			{ line: 1, entry: 'Workshop Dakar', reason: 'above_head' },
			{ entry: 'When', reason: 'unknown_column' },
		])
	})

	it('is recognized by texts of different number, as other whiteboards write their frames', () => {
		const frames = csv(
			['Kitchen table', 'Street'],
			['Permits take nine months', 'Nobody sweeps the pavement'],
			['There is no budget at all', ''],
		)
		const { cards, table, marks } = read(frames)
		expect(cards).toEqual([
			'Kitchen table/note: Permits take nine months',
			'Kitchen table/note: There is no budget at all',
			'Street/note: Nobody sweeps the pavement',
		])
		expect(table?.layout).toBe('columns')
		const id = marks?.find(({ name }) => name === 'Street')?.id ?? ''
		expect(marks?.map(({ type, name, cards }) => [type, name, cards])).toEqual([
			['column', 'Kitchen table', 2],
			['column', 'Street', 1],
		])
		expect(read(frames, { marks: { [id]: 'obstacle' } }).cards).toContain('Street/obstacle: Nobody sweeps the pavement')
		expect(read(frames, { layout: 'rows' }).table).toMatchObject({ layout: 'rows', at: { text: 1 } })
	})

	it('can be chosen, and is not taken for one if its columns are of one card', () => {
		const even = csv(['Water', 'Streets'], ['Pipes leak', 'No shade'], ['Bills', 'Noise'])
		expect(read(even).table?.layout).toBe('rows')
		expect(read(even, { layout: 'columns' }).cards).toEqual([
			'Streets/note: No shade',
			'Streets/note: Noise',
			'Water/note: Bills',
			'Water/note: Pipes leak',
		])
		expect(read(even, { layout: 'columns', head: '0' }).cards).toHaveLength(6)
		for (const rows of [
			csv(['Text', 'Note', 'Question'], ['Permits', 'a', 'b']),
			csv(['Kind', 'Obstacle', 'Solution'], ['Note', 'a', 'b']),
			csv(['Hindrance', 'Town'], ['Permits take nine months', 'Wien'], ['There is no budget', '']),
		])
			expect(read(rows).table?.layout).toBe('rows')
	})

	it('counts cards above the limit, not rows', () => {
		const rows = Array.from({ length: 1500 }, (_, n) => [`o${n}`, `s${n}`])
		const { all, skipped } = read(csv(['Obstacles', 'Solutions'], ...rows))
		expect(all).toHaveLength(2000)
		expect(skipped).toEqual([{ line: 1002, entry: '1000', reason: 'too_much' }])
	})
})

describe('[IMP2i] a workbook with several sheets', () => {
	const sheets = {
		About: [['Workshop Dakar']],
		Water: [['Pipes leak', 'x'], ['Bills are too high']],
		Obstacles: [['Permits'], ['Money']],
		Streets: [
			['Text', 'Cluster'],
			['No shade', 'Summer'],
		],
	}

	it('has a cluster of each sheet, with or without headings, and lists a sheet of one cell', () => {
		const { boards, skipped, sheets: chosen, table } = read(makeWorkbook(sheets), {}, 'a.xlsx')
		expect(boards.map(({ title, cards }) => [title, cards])).toEqual([
			[
				'a',
				[
					'Obstacles/obstacle: Money',
					'Obstacles/obstacle: Permits',
					'Streets – Summer/note: No shade',
					'Water/note: Bills are too high',
					'Water/note: Pipes leak',
				],
			],
		])
		expect(skipped).toEqual([
			{ sheet: 'Water', entry: 'B', reason: 'unknown_column' },
			{ sheet: 'About', line: 1, entry: 'Workshop Dakar', reason: 'single_cell' },
		])
		expect([chosen, table]).toEqual(['clusters', undefined])
	})

	it('has a board of each sheet if the person chooses so', () => {
		const { boards, sheets: chosen } = read(makeWorkbook(sheets), { sheets: 'boards' }, 'a.xlsx')
		expect(boards.map(({ title, cards }) => [title, ...(cards ?? [])])).toEqual([
			['Water', '/note: Bills are too high', '/note: Pipes leak'],
			['Obstacles', '/obstacle: Money', '/obstacle: Permits'],
			['Streets', 'Summer/note: No shade'],
		])
		expect(chosen).toBe('boards')
	})

	it('is read as one table if it has one sheet, also of one cell', () => {
		const { boards, sheets: chosen } = read(makeWorkbook({ Ideas: [['Permits']], Empty: [] }), {}, 'a.xlsx')
		expect([boards[0]?.cards, chosen]).toEqual([['/note: Permits'], undefined])
	})

	it('lists a sheet that was added to our workbook', () => {
		const ours = [
			['ID', 'Kind', 'Text', 'Link IDs'],
			['shape:a', 'Note', 'a', ''],
		]
		const { skipped, sheets: chosen } = read(
			makeWorkbook({ Cards: ours, Coverage: [['x'], ['y']], Mine: [['z'], ['w']] }),
			{},
			'a.xlsx',
		)
		expect([skipped, chosen]).toEqual([[{ sheet: 'Mine', reason: 'added_sheet' }], undefined])
	})
})

describe('[IMP2k] the answers to a form', () => {
	it('are the texts, not the names', () => {
		const answers = csv(
			['Timestamp', 'What hinders trees in your street?', 'City', 'Name'],
			['3/14/2026 9:30:00', 'Permits take nine months, and nobody knows why', 'Dakar', 'Ana Pérez'],
			['3/14/2026 9:31:00', 'There is no budget for water in the first years', 'Wuhan', 'Li Wei'],
		)
		const { all, skipped, table } = read(answers)
		expect(all.map(({ text, city, author }) => [text.slice(0, 7), city, author])).toEqual([
			['Permits', 'Dakar', 'Ana Pérez'],
			['There i', 'Wuhan', 'Li Wei'],
		])
		expect(skipped).toEqual([{ entry: 'Timestamp', reason: 'unknown_column' }])
		expect(table?.at).toEqual({ text: 2, city: 3 })
	})

	it('to several questions are cards in a cluster for each', () => {
		const { cards, all, skipped } = read(
			csv(
				['时间戳记', '您所在的城市有哪些障碍？', '您有什么好的办法可以分享？', '评分', '姓名'],
				['2026/3/14', '五个部门各自审批，进度很慢', '建立一站式服务窗口统一受理', '4', '李伟'],
			),
		)
		expect(cards).toEqual([
			'您所在的城市有哪些障碍？/obstacle: 五个部门各自审批，进度很慢',
			'您有什么好的办法可以分享？/note: 建立一站式服务窗口统一受理',
		])
		expect(all.map(({ author }) => author)).toEqual(['李伟', '李伟'])
		expect(skipped.map(({ entry }) => entry)).toEqual(['时间戳记', '评分'])
	})

	it('keeps names as texts if nothing else has any', () => {
		expect(read('Name,Count\nPermits,3\nMoney,5\n').cards).toEqual(['/note: Money', '/note: Permits'])
	})
})

it('[IMP2g] objects of another whiteboard are no kinds, so their colour decides', () => {
	const { cards, skipped, marks } = read(
		csv(
			['Type', 'Text', 'Color'],
			['sticky note', 'Permits', 'red'],
			['Shape', 'Office', 'light_green'],
			['text', 'Hm', ''],
		),
	)
	expect(cards).toEqual(['/note: Hm', '/obstacle: Permits', '/solution: Office'])
	expect(skipped).toEqual([])
	expect(marks?.map(({ type }) => type)).toEqual(['colour', 'colour'])
})

it('[IMP2k] the city and the name of a form are found by their usual questions', () => {
	const forms = [
		'Timestamp,What hinders trees in your street?,Your city,Name\n2026/03/01,Roots break the pavement,Dakar,Ana\n',
		'时间戳记,街道绿化有什么困难？,您的城市,姓名\n2026/3/1,树根破坏人行道，没有人修理,武汉,李\n',
		'Horodateur,Quel est le principal obstacle ?,Votre ville,Nom\n01/03/2026,Les permis prennent neuf mois,Dakar,Ana\n',
	]
	for (const form of forms) {
		const { boards, skipped } = readFile(Buffer.from(form), 'form.csv')
		const { cards } = readBoard(boards[0]?.doc ?? expect.fail(), (_, name) => name)
		const [time, text, city, name] = (form.split('\n')[1] ?? '').split(',')
		expect(cards).toMatchObject([{ text, city, author: name }])
		expect([time, skipped.map(({ reason }) => reason)]).toEqual([time, ['unknown_column']])
	}
})

it('[IMP2g] Subject and Body of a list of posts are the text and its details', () => {
	const { boards } = readFile(Buffer.from('Subject,Body,Section\nPermits,Nine months,Rules\n'), 'posts.csv')
	const { cards } = readBoard(boards[0]?.doc ?? expect.fail())
	expect(cards).toMatchObject([{ text: 'Permits', description: 'Nine months' }])
})

it('[IMP2i] a sheet of one cell is a card if its name is a kind', () => {
	const { boards, skipped } = readFile(
		makeWorkbook({ Obstacles: [['Permits'], ['Money']], Solutions: [['Office']] }),
		'a.xlsx',
	)
	const kinds = readBoard(boards[0]?.doc ?? expect.fail()).cards.map(({ kind, text }) => `${kind} ${text}`)
	expect([kinds.sort(), skipped]).toEqual([['obstacle Money', 'obstacle Permits', 'solution Office'], []])
})
