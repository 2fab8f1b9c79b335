import { expect, it } from 'vitest'
import { makeZip } from '../../test/support/makeZip.ts'
import { ImportRefusedError } from './FileDraft.ts'
import { createZipBudget, isZip, openZip } from './openZip.ts'
import { readFile } from './readFile.ts'

const text = (bytes: Uint8Array | undefined) => Buffer.from(bytes ?? []).toString()

/** Returns the reason of a refusal; null if `read` succeeds. */
function refusal(read: () => unknown): string | null {
	try {
		read()
		return null
	} catch (cause) {
		if (cause instanceof ImportRefusedError) return cause.reason
		throw cause
	}
}

it('[IMP3] lists the files of an archive, with names in any script', () => {
	const zip = makeZip([
		{ name: '第 1 组/board.json', bytes: '{}' },
		{ name: 'folder/', bytes: '' },
		{ name: 'Été.csv', bytes: 'Texte\r\nun\r\n' },
	])
	expect(isZip(zip)).toBe(true)
	const entries = openZip(zip)
	expect(entries.map(({ name }) => name)).toEqual(['第 1 组/board.json', 'Été.csv'])
	expect(entries.map((entry) => text(entry.read()))).toEqual(['{}', 'Texte\r\nun\r\n'])
})

it('[IMP3] refuses an archive that inflates to far more than its size, while it inflates', () => {
	const flat = makeZip([{ name: 'bomb.csv', bytes: new Uint8Array(64 * 1024 * 1024) }])
	expect(flat.length).toBeLessThan(100 * 1024)
	// The inflater stopped with a RangeError, before it had inflated all of it.
	expect(() => openZip(flat)[0]?.read()).toThrow(
		expect.objectContaining({ reason: 'too_much_inside', cause: expect.any(RangeError) }),
	)
	expect(refusal(() => readFile(flat, 'flat.zip'))).toBe('too_much_inside')
	const layer = makeZip([{ name: 'inner.zip', bytes: flat }])
	expect(readFile(layer, 'nested.zip')).toMatchObject({
		boards: [],
		skipped: [{ file: 'inner.zip', reason: 'other_file' }],
	})
	const book = makeZip([
		{ name: 'xl/workbook.xml', bytes: '<x/>' },
		{ name: 'xl/sharedStrings.xml', bytes: new Uint8Array(64 * 1024 * 1024) },
	])
	expect(refusal(() => readFile(makeZip([{ name: 'inner.xlsx', bytes: book }]), 'nested.zip'))).toBe('too_much_inside')
})

it('[IMP3] counts the sizes of all files together', () => {
	const mebibyte = new Uint8Array(1024 * 1024)
	const entries = openZip(makeZip(Array.from({ length: 201 }, (_, n) => ({ name: `${n}.csv`, bytes: mebibyte }))))
	expect(refusal(() => entries.map((entry) => entry.read().length))).toBe('too_much_inside')
	const budget = createZipBudget()
	const layers = Array.from({ length: 3 }, () =>
		Array.from({ length: 700 }, (_, n) => ({ name: `${n}.csv`, bytes: '' })),
	)
	expect(refusal(() => layers.map((layer) => openZip(makeZip(layer), budget)))).toBe('too_much_inside')
	const countless = Array.from({ length: 2001 }, (_, n) => ({ name: `${n}.csv`, bytes: '' }))
	expect(refusal(() => openZip(makeZip(countless)))).toBe('too_much_inside')
})

it('[IMP3] ignores the size in a header, whether it is 2 GB or too small', () => {
	for (const promises of [2 ** 31, 2 ** 32 - 1, 0]) {
		const before = process.memoryUsage().arrayBuffers
		const [entry] = openZip(makeZip([{ name: 'a.csv', bytes: 'Text\nA card\n', promises }]))
		expect(text(entry?.read())).toBe('Text\nA card\n')
		expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(64 * 1024 * 1024)
	}
})

it.each(['../../etc/passwd', '/etc/passwd', 'C:/x.csv', 'a\\..\\b.csv', 'a/../b.csv', 'a\0.csv'])(
	'[IMP3] refuses a whole archive with a file called %j',
	(name) => {
		expect(refusal(() => openZip(makeZip([{ name, bytes: 'Text\nx' }])))).toBe('damaged_file')
	},
)

it('[IMP3] refuses an archive that is damaged, truncated, or contains a symbolic link', () => {
	const zip = makeZip([{ name: 'a.csv', bytes: 'Text\nA card that is long enough to be packed\n' }])
	expect(refusal(() => openZip(zip.slice(0, zip.length - 30)))).toBe('damaged_file')
	const garbled = zip.slice().fill(0x55, 36, 50)
	expect(refusal(() => openZip(garbled)[0]?.read())).toBe('damaged_file')
	expect(refusal(() => openZip(makeZip([{ name: 'a.csv', bytes: '/etc/passwd', attributes: 0o120777 }])))).toBe(
		'damaged_file',
	)
	for (let cut = 0; cut < zip.length; cut += 3) {
		const part = zip.slice(0, cut)
		expect(
			refusal(() => openZip(part).map((entry) => entry.read())),
			`cut at ${cut}`,
		).not.toBeNull()
	}
})
