import { readFileSync } from 'node:fs'
import { strToU8, zipSync } from 'fflate'
import { expect, it } from 'vitest'
import { DocumentRefusedError } from '../documents/OpenedDocument.ts'
import { openDocument } from '../documents/openDocument.ts'
import { layOutPage } from './layOutPage.ts'
import { textOfBlock } from './OfficePages.ts'
import { readOffice } from './readOffice.ts'

const load = (name: string) => new Uint8Array(readFileSync(new URL(`foreignFiles/${name}`, import.meta.url)))

const measureAt = (size: number) => (text: string) => text.length * size * 0.5

async function refusalOf(read: Promise<unknown>): Promise<string> {
	try {
		await read
	} catch (cause) {
		if (cause instanceof DocumentRefusedError) return cause.reason
		throw cause
	}
	return 'none'
}

it('[CASE8b] a Word file of python-docx', async () => {
	const { content, title } = await readOffice(load('case.docx'))
	expect(title).toBe('Rain gardens of Dakar')
	expect(content.pages.map((page) => page.map(textOfBlock))).toEqual([
		[
			'Rain gardens of Dakar',
			'Every winter the lower districts are flooded',
			'What was done',
			'• Dig a basin',
			'1. Ask the neighbours',
			'2. Measure the soil',
			'Year\tBasins',
			'2025\t12',
			'',
		],
		['武汉的雨水花园', '居民负责日常养护，社区每年检查两次。'],
	])
	const [heading, line] = content.pages[0] ?? []
	expect(heading).toMatchObject({ heading: 1 })
	expect(line).toMatchObject({ runs: [{}, { isBold: true, isItalic: false }, {}, { isItalic: true }] })
	expect(content.pages[0]?.at(-1)).toMatchObject({ type: 'picture', width: 160, height: 100 })
})

it('[CASE8b] lists in levels and formats, notes and merged cells of a Word file of LibreOffice', async () => {
	const { content } = await readOffice(load('lists.docx'))
	expect(content.pages.map((page) => page.map(textOfBlock))).toEqual([
		[
			'1. Measure the soil',
			'1.1. In winter',
			'1.2. In summer',
			'(i) At noon',
			'(ii) At night',
			'2. Dig a basin',
			'2.1. One metre deep',
			'Then the rain comes¹, and it lastsⁱ.',
			'3. Plant reeds',
			'1. Count again',
			'C) Third',
			'D) Fourth',
			'一、 测量土壤',
			'二、 挖掘水池',
			'District\tBasins²',
			'\t2024\t2025',
			'Pikine\t12\t31',
			'1 In July, with 300 mm.',
			'2 Without private yards.',
			'i Weather service, 2024.',
		],
	])
	const { lines, frames, notesLine } = layOutPage(content.pages[0] ?? [], content, measureAt)
	const [district, basins, , , pikine] = frames
	expect(frames).toHaveLength(7)
	expect(district).toMatchObject({ w: 650 / 3, h: 2 * (basins?.h ?? 0) })
	expect(basins).toMatchObject({ w: 1300 / 3 })
	expect(pikine?.y).toBe((district?.y ?? 0) + (district?.h ?? 0))
	const above = lines.filter(({ y }) => notesLine && y < notesLine.y).map(({ line }) => line.pieces[0]?.text)
	expect(above.at(-1)).toBe('31')
})

it('[CASE8c] a presentation of LibreOffice', async () => {
	const { content } = await readOffice(load('case.pptx'))
	expect(content.pages.map((page) => page.map(textOfBlock))).toEqual([
		['Wuhan: sponge streets', '• Thirty gardens', '• 老城区的透水路面', ''],
		['What it cost'],
	])
	expect(content.pages[0]?.[0]).toMatchObject({ heading: 2 })
	expect(content.pages[0]?.at(-1)).toMatchObject({ type: 'picture', width: 160, height: 100 })
})

it('[CASE8d] a file with a password, and one of Office before 2007, get a sentence each', async () => {
	const compound = (stream: string) =>
		new Uint8Array(Buffer.concat([Buffer.from('d0cf11e0a1b11ae1', 'hex'), Buffer.from(stream, 'utf16le')]))
	expect(await refusalOf(openDocument(compound('Root EntryEncryptionInfoEncryptedPackage')))).toBe('locked')
	expect(await refusalOf(openDocument(compound('Root EntryWordDocument')))).toBe('oldOffice')
})

/** The directory of an archive: where the header of its first file begins. */
const directoryOf = (file: Uint8Array) => Buffer.from(file).indexOf(Buffer.from('504b0102', 'hex'))

it('[CASE8d] a bomb is found although its header says that it is small', async () => {
	const file = zipSync({ 'word/document.xml': new Uint8Array(21 * 1024 * 1024).fill(32) })
	new DataView(file.buffer, file.byteOffset).setUint32(directoryOf(file) + 24, 100, true)
	new DataView(file.buffer, file.byteOffset).setUint32(22, 100, true)
	expect(await refusalOf(readOffice(file))).toBe('tooMuchInside')
})

it('[CASE8d] files of an archive that are the same bytes are not inflated again and again', async () => {
	const picture = new Uint8Array(200_000).map((_, at) => (at * 7919) >> 3)
	const pictures = Object.fromEntries(Array.from({ length: 9 }, (_, at) => [`word/media/a${at}.png`, picture]))
	const text = strToU8('<w:document xmlns:w="w"><w:body/></w:document>')
	const file = zipSync({ 'word/document.xml': text, ...pictures })
	const directory = file.slice(directoryOf(file))
	const view = new DataView(directory.buffer)
	const sizeOf = (name: string) => 46 + name.length
	const firstPicture = sizeOf('word/document.xml')
	const at = view.getUint32(firstPicture + 42, true)
	const start = file.slice(0, at + 30 + 'word/media/a0.png'.length + view.getUint32(firstPicture + 20, true))
	for (let n = 0; n < 9; n++) view.setUint32(firstPicture + n * sizeOf('word/media/a0.png') + 42, at, true)
	view.setUint32(directory.length - 22 + 16, start.length, true)
	expect(await refusalOf(readOffice(new Uint8Array(Buffer.concat([start, directory]))))).toBe('damaged')
	expect(await refusalOf(readOffice(file))).toBe('none')
})
