import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { ROOT } from './run.mjs'

/*
 * node scripts/checkDependencies.mjs [--audit]
 *
 * Compares the licences of all installed packages with those that this project accepts
 * (docs/DEPENDENCIES.md). With --audit it also queries the registry for known vulnerabilities;
 * accepted ones are in pnpm-workspace.yaml (`auditConfig`). A registry without an audit is
 * reported, but is not a failure.
 */

/** Licences of packages that may be shipped with an MIT product, as SPDX identifiers. */
const ACCEPTED = new Set(
	['0BSD', 'Apache-2.0', 'BlueOak-1.0.0', 'BSD-2-Clause', 'BSD-3-Clause', 'CC0-1.0', 'ISC', 'MIT', 'OFL-1.1'].concat([
		'Python-2.0',
		'Unlicense',
		'WTFPL',
		'Zlib',
	]),
)
/** Packages with another licence, each with the reason for accepting it. */
const NAMED = [
	{ name: /^(tldraw|@tldraw\/\w+)$/, licence: 'Unknown', why: 'tldraw’s own: its watermark stays visible' },
	{ name: /^@img\/sharp-libvips-/, licence: 'LGPL-3.0-or-later', why: 'a library that sharp loads, unchanged' },
	{ name: /^axe-core$/, licence: 'MPL-2.0', why: 'only tests use it' },
	{ name: /^lightningcss(-|$)/, licence: 'MPL-2.0', why: 'only builds use it' },
]
/** The errors by which pnpm reports that the registry has no audit. */
const NO_AUDIT = /AUDIT_BAD_RESPONSE|AUDIT_ENDPOINT_NOT_EXISTS|responded with (404|405)|ENOTFOUND|ECONNREFUSED/

const isAuditing = process.argv.includes('--audit')
process.exitCode = checkLicences() && (!isAuditing || audit()) ? 0 : 1

function checkLicences() {
	const { status, stdout, stderr } = pnpm(['licenses', 'list', '--json'])
	if (status !== 0) {
		process.stderr.write(`The licences could not be listed: ${stderr || stdout}\n`)
		return false
	}
	/** @type {[string, { name: string }[]][]} */
	const listed = Object.entries(JSON.parse(stdout))
	const refused = listed.flatMap(([licence, packages]) =>
		packages.filter(({ name }) => !isAccepted(licence, name)).map(({ name }) => `${name}: ${licence}`),
	)
	for (const line of refused) process.stderr.write(`Licence not accepted: ${line}\n`)
	const count = listed.reduce((sum, [, packages]) => sum + packages.length, 0)
	if (refused.length === 0) process.stdout.write(`The licences of ${count} packages are accepted.\n`)
	return refused.length === 0
}

/**
 * @param {string} licence an SPDX expression without nesting
 * @param {string} name
 */
function isAccepted(licence, name) {
	if (NAMED.some((one) => one.licence === licence && one.name.test(name))) return true
	const terms = (/** @type {string} */ text, /** @type {string} */ operator) => text.split(` ${operator} `)
	return terms(licence.replace(/^\((.*)\)$/, '$1'), 'OR').some((choice) =>
		terms(choice, 'AND').every((one) => ACCEPTED.has(one)),
	)
}

function audit() {
	const { status, stdout, stderr } = pnpm(['audit', '--prod', '--audit-level', 'moderate'])
	const output = `${stdout}${stderr}`
	if (status !== 0 && NO_AUDIT.test(output)) {
		process.stdout.write('The registry has no audit: known vulnerabilities were not checked.\n')
		return true
	}
	process.stdout.write(output)
	return status === 0
}

/** @param {string[]} args */
function pnpm(args) {
	const { packageManager } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'))
	return spawnSync('npx', ['--yes', packageManager, ...args], {
		cwd: ROOT,
		encoding: 'utf8',
		maxBuffer: 64 * 2 ** 20,
		shell: process.platform === 'win32',
	})
}
