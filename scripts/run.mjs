import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'

/** The repository's folder. */
export const ROOT = fileURLToPath(new URL('..', import.meta.url))

/** The tools, by the script that Node runs; so they start alike on every system. */
const TOOLS = {
	tsc: 'node_modules/typescript/bin/tsc',
	biome: 'node_modules/@biomejs/biome/bin/biome',
	knip: 'node_modules/knip/bin/knip.js',
	vitest: 'node_modules/vitest/vitest.mjs',
	vite: 'client/node_modules/vite/bin/vite.js',
	playwright: 'e2e/node_modules/@playwright/test/cli.js',
}

/**
 * Runs one of the tools to its end, its output shown; true if all went well.
 * @param {keyof typeof TOOLS} tool
 * @param {string[]} args
 * @param {{ cwd?: string, env?: Record<string, string> }} [options]
 */
export function runTool(tool, args, options = {}) {
	return run(process.execPath, [`${ROOT}/${TOOLS[tool]}`, ...args], options)
}

/**
 * Runs a program to its end, its output shown; true if all went well.
 * @param {string} program
 * @param {string[]} args
 * @param {{ cwd?: string, env?: Record<string, string> }} [options]
 */
export function run(program, args, { cwd = '.', env = {} } = {}) {
	const isShellNeeded = process.platform === 'win32' && program !== process.execPath
	const { status } = spawnSync(program, args, {
		cwd: `${ROOT}/${cwd}`,
		env: { ...process.env, ...env },
		stdio: 'inherit',
		shell: isShellNeeded,
	})
	return status === 0
}
