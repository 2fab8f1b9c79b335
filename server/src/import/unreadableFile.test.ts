import { describe, expect, it } from 'vitest'
import { makeZip } from '../../test/support/makeZip.ts'
import { ImportRefusedError } from './FileDraft.ts'
import { readFile } from './readFile.ts'

/** Returns the refusal code of a file, and its kind as reported by the reader. */
function refusal(bytes: Uint8Array | string, name: string): (string | undefined)[] {
	try {
		readFile(Buffer.from(bytes), name)
	} catch (cause) {
		if (cause instanceof ImportRefusedError) return [cause.reason, cause.file]
		throw cause
	}
	return []
}
const container = (stream: string) =>
	Buffer.concat([Buffer.from('d0cf11e0a1b11ae1', 'hex'), Buffer.alloc(2000), Buffer.from(`${stream}\0`, 'utf16le')])
const archive = (...names: string[]) => makeZip(names.map((name) => ({ name, bytes: 'x' })))
const SPREADSHEET = { name: 'mimetype', bytes: 'application/vnd.oasis.opendocument.spreadsheet' }
const openDocument = (kind: string) =>
	makeZip([{ name: 'mimetype', bytes: `application/vnd.oasis.opendocument.${kind}` }])
/** Sets the flag of a password in the directory of an archive. */
function locked(zip: Uint8Array): Uint8Array {
	const bytes = Buffer.from(zip)
	bytes.writeUInt16LE(0x801, bytes.indexOf(Buffer.from('PK\x01\x02', 'latin1')) + 8)
	return bytes
}
const hex = (digits: string) => Buffer.from(digits, 'hex')

describe('[IMP4d] a file of another program', () => {
	it.each([
		['%PDF-1.7\n', 'a.pdf', 'pdf'],
		[container('Workbook'), 'a.xls', 'old_excel'],
		[container('EncryptedPackage'), 'a.xlsx', 'locked_office'],
		[container('WordDocument'), 'a.doc', 'old_word'],
		['{\\rtf1\\ansi Permits}', 'a.rtf', 'old_word'],
		[archive('xl/workbook.bin'), 'a.xlsb', 'old_excel'],
		[archive('ppt/presentation.xml'), 'a.pptx', 'presentation'],
		[openDocument('graphics'), 'a.odg', 'opendocument'],
		[openDocument('presentation'), 'a.odp', 'presentation'],
		[locked(archive('a.csv')), 'a.zip', 'locked_archive'],
		[
			makeZip([SPREADSHEET, { name: 'META-INF/manifest.xml', bytes: '<m:encryption-data/>' }]),
			'a.ods',
			'locked_office',
		],
		[archive('Index/Document.iwa'), 'a.numbers', 'opendocument'],
		[archive('canvas.fig'), 'a.jam', 'figma_file'],
		[archive('data.bin'), 'board.rtb', 'miro_backup'],
		[hex('000000186674797068656963'), 'a.heic', 'heic_image'],
		[hex('89504e470d0a1a0a'), 'a.png', 'image'],
		['<?xml version="1.0"?>\n<!-- x -->\n<svg xmlns="…">', 'a.svg', 'svg_image'],
		['<!DOCTYPE html><html><body>', 'page.html', 'web_page'],
		[hex('377abcaf271c0004'), 'a.7z', 'other_archive'],
		['{"name":"x","document":{"pages":{},"pageStates":{}}}', 'a.tldr', 'tldraw_v1'],
	])('is named: %#', (bytes, name, file) => {
		expect(refusal(bytes, name)).toEqual(['unknown_format', file])
	})

	it('is recognized by its content, not its name; a text with such words is a list', () => {
		expect(refusal('%PDF-1.7\n', 'list.txt')).toEqual(['unknown_format', 'pdf'])
		for (const text of ['PDF of the plan\nPK', 'BM is short for benchmark', '<b> or <svg> tags in cards'])
			expect(refusal(text, 'list.txt')).toEqual([])
	})
})
