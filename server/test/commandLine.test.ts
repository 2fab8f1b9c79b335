import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { runCharrette } from './support/runCharrette.ts'
import { makeDataDir } from './support/startServer.ts'

const { version } = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')) as {
	version: string
}

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
			expect([name, code, stdout.startsWith(`Usage: charrette ${name === 'help' ? '' : name}`)]).toEqual([
				name,
				0,
				true,
			])
		}
		expect((await runCharrette(['--version'])).stdout).toBe(`${version}\n`)
	})

	it('exits with 2 if it was not understood, and says what may be meant', async () => {
		const { code, stderr } = await runCharrette(['docter'])
		expect(code).toBe(2)
		expect(stderr).toContain('Did you mean doctor?')
		expect(await runCharrette(['doctor', '--loud'])).toMatchObject({ code: 2, stdout: '' })
		expect(await runCharrette(['doctor', 'more'])).toMatchObject({ code: 2, stdout: '' })
	})
})

describe('[CLI2] doctor', () => {
	it('finds nothing wrong with a folder that can be written', async () => {
		const { code, stdout } = await runCharrette(['doctor'], { DATA_DIR: folder })
		expect(stdout).toMatch(/^ok +settings: They fit\.\nok +data folder: /)
		expect(code).toBe(0)
	})

	it('finds what is wrong, and prints it as JSON', async () => {
		writeFileSync(join(folder, 'file'), '')
		const env = {
			DATA_DIR: join(folder, 'file'),
			PUBLIC_ULR: 'https://a.example',
			CHARRETTE_KEY: 'x',
			ALLOWED_HOSTS: '*',
		}
		const { code, stdout } = await runCharrette(['doctor', '--json'], env)
		expect(code).toBe(1)
		expect(JSON.parse(stdout)).toEqual({
			findings: [
				{ name: 'settings', state: 'warning', text: 'PUBLIC_ULR is not a setting; PUBLIC_URL is. Correct its name.' },
				{ name: 'settings', state: 'warning', text: expect.stringContaining('CHARRETTE_KEY is not a setting') },
				{ name: 'settings', state: 'warning', text: expect.stringContaining('ALLOWED_HOSTS allows any name') },
				{ name: 'data folder', state: 'fault', text: expect.stringContaining('there is a file in its place') },
			],
		})
	})

	it('finds settings that do not fit', async () => {
		const { code, stdout } = await runCharrette(['doctor', '--json'], { DATA_DIR: folder, PORT: 'x' })
		expect(code).toBe(1)
		expect(JSON.parse(stdout).findings[0]).toMatchObject({ state: 'fault', text: expect.stringContaining('PORT must') })
	})
})
