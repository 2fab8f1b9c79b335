import { execFile } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { SETTING_NAMES } from '../dist/start/config.js'
import { freePort } from './support/freePort.ts'
import { startServer } from './support/startServer.ts'

const read = (name: string) => readFileSync(new URL(`../../docs/hosting/${name}`, import.meta.url), 'utf8')
/** Settings that Node reads. */
const OTHERS = ['NODE_ENV']
const CHARRETTE = /^ {2}charrette:\n[\s\S]*? {4}environment:\n((?: {6}.+\n)+)/gm
const NAMES = /^ {6}([A-Z_]+):/gm

it.each([
	['Dockerfile', /^ENV (.+)$/gm, /(\w+)=/g],
	['charrette.service', /^Environment=(.+)$/gm, /(\w+)=/g],
	['compose.yaml', CHARRETTE, NAMES],
	['compose.caddy.yaml', CHARRETTE, NAMES],
	['compose.postgres.yaml', CHARRETTE, NAMES],
])('[HOSTING1] %s contains only existing settings', (name, environments, names) => {
	const found = [...read(name).matchAll(environments)].map(([, environment]) => environment).join('\n')
	const settings = [...found.matchAll(names)].map(([, setting]) => setting ?? '')
	expect(settings.length).toBeGreaterThan(0)
	expect(settings.filter((setting) => ![...SETTING_NAMES, ...OTHERS].includes(setting))).toEqual([])
})

it('[HOSTING2] the image has the client of the PostgreSQL that the compose file starts', () => {
	const [, server] = /image: postgres:(\d+)/.exec(read('compose.postgres.yaml')) ?? []
	expect(read('Dockerfile')).toContain(`postgresql-client-${server} `)
})

it('[HOSTING2] the health check of the image follows PORT', async () => {
	const [, command = ''] = /^HEALTHCHECK .*\n\tCMD (\[.+\])$/m.exec(read('Dockerfile')) ?? []
	const [, ...args] = JSON.parse(command) as string[]
	const check = (PORT: string) => runNode(args, { PORT, PATH: process.env['PATH'] })
	const server = await startServer()
	try {
		expect(await check(new URL(server.url).port)).toBe(0)
	} finally {
		await server.stop()
	}
	expect(await check(String(await freePort()))).toBe(1)
})

it('[HOSTING2] the image copies the manifest of every package before it installs them', () => {
	const packages = readFileSync(new URL('../../pnpm-workspace.yaml', import.meta.url), 'utf8')
	const [, names = ''] = /^packages:\n((?: {2}- .+\n)+)/.exec(packages) ?? []
	const [beforeInstall = ''] = read('Dockerfile').split('install --frozen-lockfile')
	for (const [, name] of names.matchAll(/- (.+)/g))
		expect(beforeInstall).toContain(`COPY ${name}/package.json ${name}/\n`)
})

function runNode(args: readonly string[], env: NodeJS.ProcessEnv): Promise<number> {
	return new Promise((resolve) => {
		execFile(process.execPath, args, { env }, (error) => resolve(error ? Number(error.code) : 0))
	})
}
