import { LIMITS, readBoard, recordsOf } from '@charrette/shared'
import iconv from 'iconv-lite'
import { describe, expect, it } from 'vitest'
import { ImportRefusedError } from './FileDraft.ts'
import { readFile } from './readFile.ts'

/** The table of the encoding test as Excel saves it in China; Node cannot encode GBK. */
const GBK = '546578742c436974790d0acee5b8f6b2bfc3c5b8f7d7d4c9f3c5faa3acbadcc2fd2ccee4baba0d0a'

type Bytes = Uint8Array | string
const read = (bytes: Bytes, name: string) => readFile(Buffer.from(bytes), name)
const boardsOf = (bytes: Bytes, name: string) =>
	read(bytes, name).boards.map(({ doc }) => readBoard(doc, (_, name) => name))
const textsOf = (bytes: Bytes, name: string) => boardsOf(bytes, name)[0]?.cards.map((card) => card.text)

function refusal(bytes: Bytes, name: string): string | null {
	try {
		read(bytes, name)
		return null
	} catch (cause) {
		if (cause instanceof ImportRefusedError) return cause.reason
		throw cause
	}
}

describe('a list', () => {
	it('[IMP2] becomes one card per line, without bullets, if it is pasted or a text file', () => {
		for (const name of ['', 'ideas.txt'])
			expect(textsOf('- Permits take long\r\n\r\n2. No budget\n五个部门各自审批', name)).toEqual(
				expect.arrayContaining(['Permits take long', 'No budget', '五个部门各自审批']),
			)
		expect(read('a\nb', 'ideas.txt')).toMatchObject({
			source: 'list',
			boards: [{ title: 'ideas', isAuthoredByImporter: true }],
		})
	})

	it('[IMP2] is read as a table if it was copied from a spreadsheet', () => {
		const [board] = boardsOf('Kind\tText\tCity\nObstacle\tPermits\tBogotá\n', '')
		expect(board?.cards).toMatchObject([{ kind: 'obstacle', text: 'Permits', city: 'Bogotá' }])
	})

	it('[IMP2] is imported up to the limit, and the rest is listed as skipped', () => {
		const { boards, skipped } = read(`${'x\n'.repeat(LIMITS.maxImportedCards + 7)}`, '')
		expect(recordsOf(boards[0]?.doc ?? expect.fail()).size).toBe(LIMITS.maxImportedCards)
		expect(skipped).toEqual([{ entry: '7', reason: 'too_much' }])
	})
})

describe('a table', () => {
	it.each([
		['Kind,Text,City,Category,Cluster', 'Obstacle', 'law & regulation'],
		['类型,内容,城市,类别,归类', '障碍', '法律法规'],
		['类型,内容,城市,类别,分组框', '障碍', '法律法规'],
		['Tipo,Texto,Ciudad,Categoría,Grupo de tarjetas', 'obstáculo', 'law'],
		['Type,Texte,Ville,Catégorie,Regroupement', 'OBSTACLE', 'LAW'],
		['Topic;Idea;Place;Theme;Group', 'obstacle', 'law'],
	])('[IMP2] has headings in any of our languages, or common synonyms: %s', (head, kind, category) => {
		const delimiter = head.includes(';') ? ';' : ','
		const columns = head.startsWith('Topic') ? head.replace('Topic', 'Type') : head
		const [board] = boardsOf(
			[columns, [kind, 'Permits', 'Dakar', category, 'Rules'].join(delimiter)].join('\n'),
			'a.csv',
		)
		expect(board?.cards).toMatchObject([{ kind: 'obstacle', text: 'Permits', city: 'Dakar', category: 'law' }])
		expect(board?.clusters).toMatchObject([{ title: 'Rules', cards: [board?.cards[0]?.id] }])
	})

	it('[IMP2] without a head has its texts in the first column; other columns are listed as skipped', () => {
		const { boards, skipped } = read('"Permits, mostly",x\nNo budget\n', 'a.csv')
		expect(readBoard(boards[0]?.doc ?? expect.fail()).cards.map((card) => card.text)).toEqual([
			'Permits, mostly',
			'No budget',
		])
		expect(skipped).toEqual([{ entry: 'B', reason: 'unknown_column' }])
	})

	it('[IMP4] lists each bad line with its number, and imports the others', () => {
		const csv = [
			'Kind,Text,Category,Shade',
			'Obstacle,"Permits\ntake long",money,red',
			'Dream,Sunshine,weather,',
			'Obstacle,,money,',
			'Obstacle,"never closed,money,',
			'Solution,One shop,,',
			`Note,${'x'.repeat(LIMITS.maxCardTextLength + 1)},,`,
		].join('\n')
		const { boards, skipped } = read(csv, 'a.csv')
		expect(skipped).toEqual([
			{ entry: 'Shade', reason: 'unknown_column' },
			{ line: 4, entry: 'Dream', reason: 'unknown_kind' },
			{ line: 4, entry: 'weather', reason: 'unknown_category' },
			{ line: 5, reason: 'no_text' },
			{ line: 6, reason: 'broken_row' },
			{ line: 8, reason: 'text_cut' },
		])
		const texts = readBoard(boards[0]?.doc ?? expect.fail()).cards.map(({ kind, text }) => [kind, text.length])
		expect(texts).toEqual(
			expect.arrayContaining([
				['obstacle', 17],
				['note', 8],
				['solution', 8],
				['note', LIMITS.maxCardTextLength],
			]),
		)
	})

	it('[IMP4] lists each skipped column once, even one with our name if the table is not ours', () => {
		const csv = [
			'id,kind,text,links,,Text,Votes',
			'1,obstacle,A,,,,',
			'2,solution,B,1,here,again,3',
			'3,note,C,1,,,',
		].join('\n')
		expect(read(csv, 'a.csv').skipped).toEqual(
			['links', 'E', 'Text', 'Votes'].map((entry) => ({ entry, reason: 'unknown_column' })),
		)
		const ours = 'ID,Kind,Text,Answered,Dots,Links,Link IDs,Shade\n1,Note,A,,3,,,'
		expect(read(ours, 'a.csv').skipped).toEqual([{ entry: 'Shade', reason: 'unknown_column' }])
	})

	it('[IMP2] links cards by their ids, in any form, and lists links without a target', () => {
		const csv = ['ID,Kind,Text,Link IDs', '1,Obstacle,Permits,', '2,Solution,Office,addresses 1', '3,Note,x,9'].join(
			'\n',
		)
		const { boards, skipped } = read(csv, 'a.csv')
		const { cards, links } = readBoard(boards[0]?.doc ?? expect.fail())
		const idOf = (text: string) => cards.find((card) => card.text === text)?.id
		expect(links).toMatchObject([{ from: idOf('Office'), to: idOf('Permits'), meaning: 'addresses' }])
		expect(skipped).toEqual([{ line: 4, entry: '9', reason: 'link_without_end' }])
	})

	it('[IMP2] of ours distinguishes clusters with equal titles by id, and follows a title that was edited', () => {
		const csv = [
			'ID,Kind,Text,Cluster,Link IDs,Cluster ID',
			'shape:a,Note,a,Sin título,,shape:k1',
			'shape:b,Note,b,Untitled cluster,,shape:k2',
			'shape:c,Note,c,Rules,,shape:k3',
			'shape:d,Note,d,Rules,,shape:k4',
			'shape:e,Note,e,Rules,,shape:k1',
			'shape:f,Note,f,,,shape:k1',
			',Cluster,,未命名的归类,,shape:k5',
		].join('\n')
		const [board] = boardsOf(csv, 'a.csv')
		expect(board?.clusters.map(({ id, title, cards }) => [id, title, ...cards]).sort()).toEqual([
			['shape:k1', '', 'shape:a'],
			['shape:k2', '', 'shape:b'],
			['shape:k3', 'Rules', 'shape:c', 'shape:e'],
			['shape:k4', 'Rules', 'shape:d'],
			['shape:k5', ''],
		])
		expect(board?.cards).toHaveLength(6)
	})

	it('[IMP2] is decoded from UTF-8 with or without a byte order mark, UTF-16, GBK and Windows-1252', () => {
		const table = 'Text,City\r\n五个部门各自审批，很慢,武汉\r\n'
		const wide = Buffer.from(`\uFEFF${table}`, 'utf16le')
		const gbk = Buffer.from(GBK, 'hex')
		for (const bytes of [table, `\uFEFF${table}`, wide, Buffer.from(wide).swap16(), wide.subarray(2), gbk])
			expect(boardsOf(bytes, 'a.csv')[0]?.cards).toMatchObject([{ text: '五个部门各自审批，很慢', city: '武汉' }])
		const latin = Buffer.from('Texte;Ville\r\nPénurie à l\x92école, 5 \x80;Orléans\r\n', 'latin1')
		expect(boardsOf(latin, 'a.csv')[0]?.cards).toMatchObject([{ text: 'Pénurie à l’école, 5 €', city: 'Orléans' }])
	})

	it('[IMP2c] reports the encoding in which it was read, and can be read in a chosen one', () => {
		const big5 = iconv.encode('內容,城市\n許可證太慢,臺北\n', 'big5')
		expect(read(big5, 'a.csv').encoding).toBe('big5')
		expect(read('內容\n許可證', 'a.csv').encoding).toBe('utf-8')
		expect(read('Text\nPermits', 'a.csv').encoding).toBeUndefined()
		const cyrillic = iconv.encode('Нет денег\nДолго ждать', 'windows-1251')
		const { encoding, boards } = readFile(cyrillic, 'a.txt', { encoding: 'windows-1251' })
		expect(encoding).toBe('windows-1251')
		expect(
			readBoard(boards[0]?.doc ?? expect.fail())
				.cards.map(({ text }) => text)
				.sort(),
		).toEqual(['Долго ждать', 'Нет денег'])
	})

	it('[IMP2] imports a formula as text, and removes the apostrophe that our CSV puts before it', () => {
		expect(textsOf('Text\n"\'=1+1"\n=HYPERLINK(1)\n', 'a.csv')).toEqual(
			expect.arrayContaining(['=1+1', '=HYPERLINK(1)']),
		)
	})
})

describe('a refused file', () => {
	it.each([
		['%PDF-1.7\n%\xe2\xe3', 'a.pdf', 'unknown_format'],
		['\x7fELF\x02\x01\x01\0\0', 'list.txt', 'unknown_format'],
		['\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1\0\0\0', 'old.xls', 'unknown_format'],
		['<html><body>', 'page.html', 'unknown_format'],
		['{"a":1}', 'a.json', 'unknown_format'],
		['{"format":"charrette.board","formatVersion":2', 'a.json', 'damaged_file'],
		['{"format":"charrette.board"}', 'a.json', 'damaged_file'],
		['{"format":"charrette.board","formatVersion":3}', 'a.json', 'newer_format'],
		['{"format":"charrette.board","formatVersion":2,"document":{"schema":99,"records":{}}}', 'a.json', 'newer_format'],
		['{"tldrawFileFormatVersion":1,"records":7}', 'a.tldr', 'damaged_file'],
		['', 'a.csv', 'nothing_inside'],
		['', 'a.json', 'nothing_inside'],
		[' \n', 'a.json', 'nothing_inside'],
		['', 'a.xlsx', 'nothing_inside'],
		[' \n\t\n', '', 'nothing_inside'],
		['PK\x05\x06', 'a.zip', 'damaged_file'],
	])('[IMP4] %j as %s: %s', (text, name, reason) => {
		expect(refusal(Buffer.from(text, 'latin1'), name)).toBe(reason)
	})

	it('[IMP3] is JSON that is nested a million deep, before it is parsed', () => {
		const deep = `{"format":"charrette.board","cards":${'['.repeat(1e6)}${']'.repeat(1e6)}}`
		expect(refusal(deep, 'a.json')).toBe('too_much_inside')
		expect(refusal(`${'['.repeat(1e6)}`, 'a.json')).toBe('too_much_inside')
	})
})
