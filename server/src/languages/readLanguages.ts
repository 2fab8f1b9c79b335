import { existsSync, lstatSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Logger } from 'pino'
import { CLIENT_DIR } from '../paths.ts'
import {
	type AddedLanguage,
	checkLanguage,
	isLanguageTag,
	type LanguageFindings,
	type NestedTexts,
} from './checkLanguage.ts'

/** The folder inside the data folder for the files of added languages, such as `pt-BR.json`. */
const FOLDER = 'languages'
const ENDING = '.json'
/** A file of a language (LANG1). @limit host: refused */
const MAX_FILE_BYTES = 512 * 1024
/** Added languages. @limit host: refused */
const MAX_LANGUAGES = 32

/**
 * A file of the folder: a language with the findings about it, or the reason why it cannot be read.
 */
export type LanguageFile = { file: string } & (
	| { language: AddedLanguage; findings: LanguageFindings }
	| { problem: string }
)

/** Returns the folder with the files of added languages. */
export function languagesFolder(dataDir: string): string {
	return join(dataDir, FOLDER)
}

/**
 * Reads the English texts of the interface, which the client's build writes. Returns null if the
 * client is not built.
 */
export function readEnglishTexts(folder: URL = CLIENT_DIR): NestedTexts | null {
	const file = new URL('texts.json', folder)
	return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as NestedTexts) : null
}

/** Reads the files of a folder, which need not exist, in the order of their names. */
export function readLanguages(folder: string, english: NestedTexts): LanguageFile[] {
	if (!existsSync(folder)) return []
	const files = readdirSync(folder).filter((name) => name.endsWith(ENDING) && !name.startsWith('.'))
	return files.sort().map((file, at) => {
		const problem = at < MAX_LANGUAGES ? null : `there are more than ${MAX_LANGUAGES} files`
		try {
			return problem ? { file, problem } : { file, ...readOne(folder, file, english) }
		} catch (cause) {
			return { file, problem: cause instanceof Error ? cause.message : String(cause) }
		}
	})
}

function readOne(folder: string, file: string, english: NestedTexts) {
	const tag = file.slice(0, -ENDING.length)
	if (!isLanguageTag(tag))
		throw new Error('its name must be the tag of a language that Charrette does not have itself, e.g. pt-BR.json')
	const path = join(folder, file)
	const found = lstatSync(path)
	if (!found.isFile()) throw new Error('it must be a regular file, and no symbolic link')
	if (found.size > MAX_FILE_BYTES) throw new Error(`it is larger than ${MAX_FILE_BYTES / 1024} KiB`)
	return checkLanguage(tag, JSON.parse(readFileSync(path, 'utf8')), english)
}

/**
 * Loads the languages that a server offers. Faults of a file are logged, and do not prevent the
 * start.
 */
export function loadLanguages(dataDir: string, log: Logger): AddedLanguage[] {
	const folder = languagesFolder(dataDir)
	const english = existsSync(folder) ? readEnglishTexts() : null
	if (!english) return []
	return readLanguages(folder, english).flatMap((read) => {
		if ('problem' in read) {
			// The problem may quote the file, so only the command shows it.
			log.warn({ file: read.file }, 'language file was refused: charrette languages says why')
			return []
		}
		const { missing, unknown, wrong } = read.findings
		const counts = { missing: missing.length, unknown: unknown.length, wrong: wrong.length }
		log.info({ file: read.file, ...counts }, 'language added')
		return [read.language]
	})
}
