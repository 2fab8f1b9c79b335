import type { UnreadableFile } from '@charrette/shared'
import type { ZipEntry } from './openZip.ts'

/** Signature of containers of streams ([MS-CFB]): Office files before 2007, and encrypted ones. */
const CONTAINER = 'd0cf11e0a1b11ae1'
/** Streams of such containers, by their names in UTF-16. */
const STREAMS: readonly [string, UnreadableFile][] = [
	['EncryptedPackage', 'locked_office'],
	['WordDocument', 'old_word'],
	['PowerPoint Document', 'presentation'],
	['Workbook', 'old_excel'],
	['Book', 'old_excel'],
]
const PROBED_BYTES = 1024 * 1024

/** The first bytes of files, as hexadecimal digits; a dot is any digit. */
const SIGNATURES: readonly [RegExp, UnreadableFile][] = [
	[/^25504446/, 'pdf'],
	[/^89504e47|^ffd8ff|^474946383|^52494646.{8}57454250|^424d.{12}(28|6c|7c)000000|^49492a00|^4d4d002a/, 'image'],
	[/^.{8}66747970(61766966|61766973)/, 'image'],
	[/^.{8}66747970(68656963|68656978|68657663|6d696631|6d736631)/, 'heic_image'],
	[/^526172211a07|^377abcaf271c|^1f8b|^425a68|^fd377a585a00/, 'other_archive'],
	[/^7b5c727466/, 'old_word'],
	[/^6669672d/, 'figma_file'],
]

/**
 * Returns the kind of a file that cannot be imported, by its first bytes and its name; undefined if
 * unknown.
 */
export function unreadableFileOf(bytes: Uint8Array, name: string): UnreadableFile | undefined {
	const start = Buffer.from(bytes.subarray(0, 32)).toString('hex')
	if (start.startsWith(CONTAINER)) return containerOf(bytes)
	const known = SIGNATURES.find(([pattern]) => pattern.test(start))?.[1]
	return known ?? markupOf(Buffer.from(bytes.subarray(0, 1024)).toString('latin1'), name)
}

function containerOf(bytes: Uint8Array): UnreadableFile {
	const probed = Buffer.from(bytes.subarray(0, PROBED_BYTES))
	// Large files have their directory at the end.
	const tail = Buffer.from(bytes.subarray(Math.max(PROBED_BYTES, bytes.length - PROBED_BYTES)))
	const found = STREAMS.find(([stream]) => {
		const named = Buffer.from(`${stream}\0`, 'utf16le')
		return probed.includes(named) || tail.includes(named)
	})
	return found?.[1] ?? 'old_excel'
}

function markupOf(start: string, name: string): UnreadableFile | undefined {
	const text = start.replace(/^(\xef\xbb\xbf|\s|<\?xml[^>]*>|<!--.*?-->|<!DOCTYPE (?!html)[^>]*>)+/is, '')
	if (/^<svg[\s>]/i.test(text) || /\.svg$/i.test(name)) return 'svg_image'
	if (/^<(!doctype html|html|head|body)[\s>]/i.test(text)) return 'web_page'
	return undefined
}

/**
 * Names of archive entries that identify the kind of the archive. Our own workbooks and documents
 * have no such entry.
 */
const ENTRIES: readonly [RegExp, UnreadableFile][] = [
	[/^ppt\/presentation\.xml$/, 'presentation'],
	[/^xl\/workbook\.bin$/, 'old_excel'],
	[/^Index\/(Document\.iwa|Slide)|^Index\.zip$/, 'opendocument'],
	[/^canvas\.fig$/, 'figma_file'],
	[/^(representation\/)?canvas\.json$|^board\.json\.gz$/, 'miro_backup'],
]
const OPEN_DOCUMENT = 'application/vnd.oasis.opendocument.'

/**
 * Returns the kind of an archive that is a document of another program; undefined for a plain
 * archive.
 */
export function unreadableArchiveOf(entries: readonly ZipEntry[], name: string): UnreadableFile | undefined {
	if (/\.rtb$/i.test(name)) return 'miro_backup'
	const type = entries.find((entry) => entry.name === 'mimetype')
	const kind = type ? Buffer.from(type.read().subarray(0, 100)).toString('latin1') : ''
	if (kind.startsWith(`${OPEN_DOCUMENT}presentation`)) return 'presentation'
	if (kind.startsWith(OPEN_DOCUMENT)) return 'opendocument'
	return ENTRIES.find(([pattern]) => entries.some((entry) => pattern.test(entry.name)))?.[1]
}
