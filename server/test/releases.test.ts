import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { join as joinPath } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, it } from 'vitest'
import { readRelease } from './releases/readRelease.mjs'
import { join } from './support/call.ts'
import { runCharrette } from './support/runCharrette.ts'
import { makeDataDir, startServer } from './support/startServer.ts'

/** Expected answers of the API about the data that a release wrote, by `scripts/addRelease.mjs`. */
interface Release {
	facilitator: string
	joinCode: string
	share: string
	sharedUntil: number
	read: object
}

const FOLDER = fileURLToPath(new URL('releases', import.meta.url))
const releases = readdirSync(FOLDER).filter((name) => existsSync(joinPath(FOLDER, name, 'backup.zip')))
const { version } = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')) as {
	version: string
}

it('[RELEASE1] there is a backup of this release', () => {
	expect(releases).toContain(version)
})

it.each(releases)(
	'[RELEASE1] a backup of release %s opens with equal boards, links, votes, history and codes',
	async (release) => {
		const read = readFileSync(joinPath(FOLDER, release, 'expected.json'), 'utf8')
		const expected = JSON.parse(read) as Release
		const dataDir = makeDataDir()
		const env = { DATA_DIR: dataDir, MIN_FREE_MB: '0' }
		const restored = await runCharrette(['restore', joinPath(FOLDER, release, 'backup.zip')], env)
		expect(restored).toMatchObject({ code: 0, stderr: '' })
		const server = await startServer(env)
		expect(await readRelease(server.url, expected.facilitator)).toMatchObject(expected.read)
		const joined = await join(server.url, expected.joinCode, 'Fatou', 'Dakar')
		expect(joined.participant.name).toBe('Fatou')
		const shared = await fetch(server.url + expected.share)
		expect(shared.status).toBe(Date.now() < expected.sharedUntil ? 200 : 410)
		await server.end()
		expect(await runCharrette(['check'], env)).toMatchObject({ code: 0, stdout: 'All is well.\n' })
		rmSync(dataDir, { recursive: true, force: true })
	},
)
