import { basename, dirname } from 'node:path'
import type { Command } from 'commander'
import { backupSource } from '../backup/backupSource.ts'
import { StartError } from '../errors.ts'
import { type Config, readConfig } from '../start/config.ts'
import { type CommandOutput, formatBytes, JSON_OPTION, printOutput } from './printOutput.ts'

const HELP = `
Works while the server runs. Into a folder it writes charrette-<time>.zip; a path that ends in .zip is the file itself, which must
not exist. It has the database, all images and the server's key: whoever has it can read everything. It is read again completely
before it gets its name.
With PostgreSQL it is made with pg_dump, which has to be as new as the database.
JSON: { path, bytes, rows, images, missingImages, hasDamage }, or with --list { files: [{ name, at, bytes }], failure }

Examples:
    charrette backup /mnt/backups
    charrette backup before-update.zip
    charrette backup --list`

/** `charrette backup`: writes all stored data into one file, or lists these files. */
export function addBackup(program: Command, env: NodeJS.ProcessEnv): void {
	program
		.command('backup')
		.description('write everything that the server stores into one file, while it runs')
		.argument('[where]', 'a folder or a new .zip file, BACKUP_DIR by default')
		.option('--create', 'create the folder if it does not exist')
		.option('--list', 'list the backups that are there, and make none')
		.option(...JSON_OPTION)
		.addHelpText('after', HELP)
		.action((where: string | undefined, options: Options) =>
			printOutput(options, async () => {
				const config = readConfig(env)
				const target = where ?? config.backups?.folder
				if (!target) throw new StartError('Where to? Name a folder (charrette backup FOLDER), or set BACKUP_DIR.')
				return options.list ? listBackups(target) : backUp(config, target, options)
			}),
		)
}

interface Options {
	create?: boolean
	list?: boolean
	json?: boolean
}

async function backUp(config: Config, where: string, { create }: Options): Promise<CommandOutput> {
	const { makeBackup } = await import('../backup/makeBackup.ts')
	const { createBackupFolder } = await import('../backup/backupFolder.ts')
	const isFile = where.endsWith('.zip')
	const folder = isFile ? dirname(where) : where
	if (create) createBackupFolder(folder)
	const name = isFile ? { name: basename(where) } : {}
	const made = await makeBackup({ source: backupSource(config), folder, ...name, minFreeBytes: config.minFreeBytes })
	const { path, bytes, manifest, missingImages, hasDamage } = made
	const { rows } = manifest
	const images = rows['image'] ?? manifest.files.filter(({ name }) => /\/full\.\w+$/.test(name)).length
	return {
		lines: [
			`${path}: ${formatBytes(bytes)}, workshops: ${rows['workshop'] ?? 0}, images: ${images}. It was read again and is whole.`,
			...(missingImages > 0
				? [`${missingImages} images that boards refer to are not in the data folder, and so not in it.`]
				: []),
			...(hasDamage ? ['Some stored rows are damaged; the backup has them as they are.'] : []),
		],
		json: { path, bytes, rows, images, missingImages, hasDamage },
		isFault: missingImages > 0 || hasDamage,
	}
}

async function listBackups(folder: string): Promise<CommandOutput> {
	const { readBackups } = await import('../backup/backupFolder.ts')
	const { files, failure } = await readBackups(folder)
	const lines = files.map(({ name, bytes }) => `${name}  ${formatBytes(bytes)}`)
	if (lines.length === 0) lines.push(`${folder} has no backups.`)
	if (failure) lines.push(`The last attempt failed, on ${new Date(failure.at).toISOString()}: ${failure.message}`)
	return { lines, json: { files, failure }, isFault: failure !== null }
}
