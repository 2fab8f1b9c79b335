import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { runCharrette } from './support/runCharrette.ts'
import { makeDataDir } from './support/startServer.ts'

const { version } = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')) as {
	version: string
}

/** Each command runs in a process of its own, which starts slowly on a busy machine. */
vi.setConfig({ testTimeout: 180_000 })

let folder: string
beforeEach(() => {
	folder = makeDataDir()
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

describe('[CLI1] the command line', () => {
	it('shows help and version, and exits with 0', async () => {
		const help = await runCharrette(['--help'])
		expect(help.code).toBe(0)
		expect(help.stdout).toContain('Exit codes: 0')
		for (const [, name] of help.stdout.matchAll(/^ {2}([a-z]+) /gm)) {
			const { code, stdout } = await runCharrette([name ?? '', '--help'])
			if (name !== 'help')
				expect([name, stdout]).toEqual([name, expect.stringMatching(/Examples:\n(.*\n)* +.*charrette/)])
			expect([name, code, stdout.startsWith(`Usage: charrette ${name === 'help' ? '' : name}`)]).toEqual([
				name,
				0,
				true,
			])
		}
		expect((await runCharrette(['--version'])).stdout).toBe(`${version}\n`)
	})

	it('exits with 2 if it does not understand the command, and suggests similar ones', async () => {
		const { code, stderr } = await runCharrette(['docter'])
		expect(code).toBe(2)
		expect(stderr).toContain('Did you mean doctor?')
		expect(await runCharrette(['doctor', '--loud'])).toMatchObject({ code: 2, stdout: '' })
		expect(await runCharrette(['doctor', 'more'])).toMatchObject({ code: 2, stdout: '' })
	})
})

describe('[CLI2] doctor', () => {
	it('finds nothing wrong with a folder that can be written', async () => {
		const { code, stdout } = await runCharrette(['doctor'], { DATA_DIR: folder, PORT: '0' })
		expect(stdout).toMatch(/^ok +settings: They fit\.\nok +data folder: /)
		expect(stdout).toMatch(/\nwarning +backups: None are made\. .*\nok +port: 0 is free\.\n$/)
		expect(code).toBe(0)
	})

	it('finds faults, and prints them as JSON', async () => {
		writeFileSync(join(folder, 'file'), '')
		const env = {
			DATA_DIR: join(folder, 'file'),
			PUBLIC_ULR: 'https://a.example',
			CHARRETTE_KEY: 'x',
			ALLOWED_HOSTS: '*',
		}
		const { code, stdout } = await runCharrette(['doctor', '--json'], { ...env, PORT: '0' })
		expect(code).toBe(1)
		expect(JSON.parse(stdout)).toEqual({
			findings: [
				{ name: 'settings', state: 'warning', text: 'PUBLIC_ULR is not a setting; PUBLIC_URL is. Correct its name.' },
				{ name: 'settings', state: 'warning', text: expect.stringContaining('CHARRETTE_KEY is not a setting') },
				{ name: 'settings', state: 'warning', text: expect.stringContaining('ALLOWED_HOSTS allows any name') },
				{ name: 'data folder', state: 'fault', text: expect.stringContaining('there is a file in its place') },
				expect.objectContaining({ name: 'backups', state: 'warning' }),
				expect.objectContaining({ name: 'port', state: 'ok' }),
			],
		})
	})

	it('finds invalid settings', async () => {
		const { code, stdout } = await runCharrette(['doctor', '--json'], { DATA_DIR: folder, PORT: 'x' })
		expect(code).toBe(1)
		expect(JSON.parse(stdout).findings[0]).toMatchObject({ state: 'fault', text: expect.stringContaining('PORT must') })
	})
})
