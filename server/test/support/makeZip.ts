import { crc32, deflateRawSync } from 'node:zlib'

/**
 * A file of an archive. `promises` is the size in its headers, and `attributes` are the Unix ones.
 */
export interface ZipFile {
	name: string
	bytes: Uint8Array | string
	promises?: number
	attributes?: number
}

/** Creates an archive of these files; its headers are correct unless `promises` is set. */
export function makeZip(files: readonly ZipFile[]): Uint8Array {
	const locals: Buffer[] = []
	const directory: Buffer[] = []
	let at = 0
	for (const { name, bytes, promises, attributes = 0 } of files) {
		const content = Buffer.from(bytes)
		const packed = deflateRawSync(content)
		const local = header(0x04034b50, 30, { name, content, packed, promises })
		const entry = header(0x02014b50, 46, { name, content, packed, promises })
		entry.writeUInt32LE(attributes * 0x10000, 38)
		entry.writeUInt32LE(at, 42)
		locals.push(local, packed)
		directory.push(entry)
		at += local.length + packed.length
	}
	const end = Buffer.alloc(22)
	end.writeUInt32LE(0x06054b50, 0)
	end.writeUInt16LE(files.length, 8)
	end.writeUInt16LE(files.length, 10)
	end.writeUInt32LE(Buffer.concat(directory).length, 12)
	end.writeUInt32LE(at, 16)
	return Buffer.concat([...locals, ...directory, end])
}

interface Described {
	name: string
	content: Buffer
	packed: Buffer
	promises: number | undefined
}

/**
 * Returns the header before a file, or the common part of its entry in the directory, which has the
 * same fields two bytes further on.
 */
function header(signature: number, length: number, { name, content, packed, promises }: Described): Buffer {
	const named = Buffer.from(name)
	const bytes = Buffer.alloc(length)
	const from = length === 46 ? 6 : 4
	bytes.writeUInt32LE(signature, 0)
	bytes.writeUInt16LE(20, from)
	bytes.writeUInt16LE(0x800, from + 2)
	bytes.writeUInt16LE(8, from + 4)
	bytes.writeUInt32LE(crc32(content), from + 10)
	bytes.writeUInt32LE(packed.length, from + 14)
	bytes.writeUInt32LE(promises ?? content.length, from + 18)
	bytes.writeUInt16LE(named.length, from + 22)
	return Buffer.concat([bytes, named])
}

const MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
const RELATIONS = 'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'

/** Further parts of a workbook: the XML of its styles and properties, and the hidden sheets. */
export interface WorkbookExtras {
	styles?: string
	properties?: string
	hidden?: readonly string[]
}

/** Creates a workbook with these sheets, each the XML of its rows, and these shared texts. */
export function makeWorkbookOf(
	sheets: Record<string, string>,
	shared = '',
	{ styles = '', properties = '', hidden = [] }: WorkbookExtras = {},
): Uint8Array {
	const names = Object.keys(sheets)
	const stateOf = (name: string) => (hidden.includes(name) ? 'state="hidden"' : '')
	const listed = names
		.map((name, n) => `<sheet name="${name}" sheetId="${n + 1}" ${stateOf(name)} r:id="r${n}"/>`)
		.join('')
	const related = names.map((_, n) => `<Relationship Id="r${n}" Target="worksheets/s${n}.xml"/>`).join('')
	return makeZip([
		{
			name: 'xl/workbook.xml',
			bytes: `<workbook ${MAIN} ${RELATIONS}>${properties}<sheets>${listed}</sheets></workbook>`,
		},
		{ name: 'xl/_rels/workbook.xml.rels', bytes: `<Relationships>${related}</Relationships>` },
		{ name: 'xl/styles.xml', bytes: `<styleSheet ${MAIN}>${styles}</styleSheet>` },
		{ name: 'xl/sharedStrings.xml', bytes: `<sst ${MAIN}>${shared}</sst>` },
		...names.map((name, n) => ({
			name: `xl/worksheets/s${n}.xml`,
			bytes: `<worksheet ${MAIN}><sheetData>${sheets[name]}</sheetData></worksheet>`,
		})),
	])
}

/** Creates a workbook with these sheets, each its rows of texts. */
export function makeWorkbook(sheets: Record<string, readonly (readonly string[])[]>): Uint8Array {
	const cell = (text: string) => `<c t="inlineStr"><is><t>${text}</t></is></c>`
	const xml = Object.entries(sheets).map(([name, rows]) => {
		return [name, rows.map((cells) => `<row>${cells.map(cell).join('')}</row>`).join('')] as const
	})
	return makeWorkbookOf(Object.fromEntries(xml))
}
