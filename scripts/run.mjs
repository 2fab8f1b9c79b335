import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'

/** The root of the repository. */
export const ROOT = fileURLToPath(new URL('..', import.meta.url))

/**
 * The scripts of the tools. Node runs them directly, so that they start the same way on every
 * system.
 */
const TOOLS = {
	tsc: 'node_modules/typescript/bin/tsc',
	biome: 'node_modules/@biomejs/biome/bin/biome',
	knip: 'node_modules/knip/bin/knip.js',
	vitest: 'node_modules/vitest/vitest.mjs',
	vite: 'client/node_modules/vite/bin/vite.js',
	playwright: 'e2e/node_modules/@playwright/test/cli.js',
}

/**
 * Runs a tool and shows its output. Returns true if it succeeded.
 * @param {keyof typeof TOOLS} tool
 * @param {string[]} args
 * @param {{ cwd?: string, env?: Record<string, string> }} [options]
 */
export function runTool(tool, args, options = {}) {
	return run(process.execPath, [`${ROOT}/${TOOLS[tool]}`, ...args], options)
}

/**
 * Runs a program and shows its output. Returns true if it succeeded.
 * @param {string} program
 * @param {string[]} args
 * @param {{ cwd?: string, env?: Record<string, string> }} [options]
 */
export function run(program, args, { cwd = '.', env = {} } = {}) {
	const needsShell = process.platform === 'win32' && program !== process.execPath
	const { status } = spawnSync(program, args, {
		cwd: `${ROOT}/${cwd}`,
		env: { ...process.env, ...env },
		stdio: 'inherit',
		shell: needsShell,
	})
	return status === 0
}
