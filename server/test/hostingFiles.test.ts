import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { SETTING_NAMES } from '../dist/start/config.js'

const read = (name: string) => readFileSync(new URL(`../../docs/hosting/${name}`, import.meta.url), 'utf8')
/** Settings that Node and the other services of the compose file read. */
const OTHERS = ['NODE_ENV']

it.each([
	['Dockerfile', /^ENV (.+)$/gm, /(\w+)=/g],
	['charrette.service', /^Environment=(.+)$/gm, /(\w+)=/g],
	['compose.yaml', /^ {2}charrette:\n[\s\S]*? {4}environment:\n((?: {6}.+\n)+)/gm, /^ {6}([A-Z_]+):/gm],
])('[HOSTING1] %s contains only existing settings', (name, environments, names) => {
	const found = [...read(name).matchAll(environments)].map(([, environment]) => environment).join('\n')
	const settings = [...found.matchAll(names)].map(([, setting]) => setting ?? '')
	expect(settings.length).toBeGreaterThan(1)
	expect(settings.filter((setting) => ![...SETTING_NAMES, ...OTHERS].includes(setting))).toEqual([])
})
