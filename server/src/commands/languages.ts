import type { Command } from 'commander'
import { StartError } from '../errors.ts'
import { isLanguageTag, templateOf } from '../languages/checkLanguage.ts'
import { type LanguageFile, languagesFolder, readEnglishTexts, readLanguages } from '../languages/readLanguages.ts'
import { readConfig } from '../start/config.ts'
import { type CommandOutput, JSON_OPTION, printOutput } from './printOutput.ts'

const HELP = `
A file of DATA_DIR/languages adds a language to the interface: see docs/LANGUAGES.md. For each one it lists the texts that are missing
(shown in English, or in the language that the file names), unknown, or have other placeholders than the English text.
Exit code 1 if a file cannot be read, or has unknown or wrong texts; missing ones are no fault.
JSON: { languages: [{ file, problem } or { file, tag, name, direction, base, missing, unknown, wrong }] }, each of the last a list of keys.
With --template it prints the file to begin with: every text in English.

Examples:
    charrette languages
    charrette languages --template pt-BR > data/languages/pt-BR.json`

/** `charrette languages`: checks the languages that the host adds. */
export function addLanguages(program: Command, env: NodeJS.ProcessEnv): void {
	program
		.command('languages')
		.description('check the languages that were added, or begin a new one')
		.option('--template <tag>', 'print the file for a new language, e.g. pt-BR, to translate')
		.option(...JSON_OPTION)
		.addHelpText('after', HELP)
		.action((options: { json?: boolean; template?: string }) =>
			printOutput(options, async () => {
				const english = readEnglishTexts()
				if (!english) throw new StartError('The client is not built. Run: npm run build')
				if (options.template === undefined)
					return toOutput(readLanguages(languagesFolder(readConfig(env).dataDir), english))
				if (!isLanguageTag(options.template))
					throw new StartError(
						`${options.template} is not the tag of a language that can be added, e.g. pt-BR, ar or sr-Latn.`,
					)
				const template = templateOf(options.template, english)
				return { lines: [JSON.stringify(template, null, 2)], json: template }
			}),
		)
}

function toOutput(languages: readonly LanguageFile[]): CommandOutput {
	return {
		lines: languages.length > 0 ? languages.flatMap(toLines) : ['No language was added.'],
		json: { languages: languages.map(toJson) },
		isFault: languages.some(
			(read) => 'problem' in read || read.findings.unknown.length + read.findings.wrong.length > 0,
		),
	}
}

function toLines(read: LanguageFile): string[] {
	if ('problem' in read) return [`${read.file}: cannot be used: ${read.problem}.`]
	const { language, findings } = read
	const { missing, unknown, wrong } = findings
	const counts = `${missing.length} missing, ${unknown.length} unknown, ${wrong.length} with other placeholders or too long`
	return [
		`${read.file}: ${language.name}, ${counts}.`,
		...missing.map((key) => `  missing  ${key}`),
		...unknown.map((key) => `  unknown  ${key}`),
		...wrong.map((key) => `  wrong    ${key}`),
	]
}

function toJson(read: LanguageFile): object {
	if ('problem' in read) return read
	const { tag, name, direction, base } = read.language
	return { file: read.file, tag, name, direction, base, ...read.findings }
}
