import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { cp, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect } from '@playwright/test'
import { test as base } from '../support/fixtures.ts'

const ROOT = fileURLToPath(new URL('../../', import.meta.url))
const SOURCES = ['package.json', 'pnpm-workspace.yaml', 'tsconfig.base.json', 'scripts', 'shared', 'server', 'client']
/** What a build, an earlier start or a test leaves in a checkout. */
const NOT_SOURCE = /\/(dist|bundle|\.vite|test)$/
const READY_LINE = /from its source: (\S+)/

/** Creates a fresh checkout with its packages installed, and returns its path. */
async function copyCheckout(): Promise<string> {
	const copy = await mkdtemp(join(tmpdir(), 'charrette-checkout-'))
	const options = { recursive: true, verbatimSymlinks: true, filter: (path: string) => !NOT_SOURCE.test(path) }
	for (const name of SOURCES) await cp(join(ROOT, name), join(copy, name), options)
	await symlink(join(ROOT, 'node_modules'), join(copy, 'node_modules'))
	return copy
}

/** Starts `pnpm dev` in a checkout. Its address is known once it is ready. */
function startDevelopment(checkout: string) {
	const child = spawn(process.execPath, ['scripts/dev.mjs'], {
		cwd: checkout,
		env: { ...process.env, PORT: '0', LOG_LEVEL: 'warn' },
		stdio: ['ignore', 'pipe', 'inherit'],
	})
	const run = { url: '', output: '' }
	child.stdout.on('data', (bytes: Buffer) => {
		run.output += bytes
		run.url = READY_LINE.exec(run.output)?.[1] ?? ''
	})
	const end = async () => {
		child.kill('SIGTERM')
		if (child.exitCode === null) await once(child, 'exit')
	}
	return Object.assign(run, { end })
}

const test = base.extend<{ checkout: string; development: ReturnType<typeof startDevelopment> }>({
	checkout: async ({ browser: _ }, use) => {
		const checkout = await copyCheckout()
		await use(checkout)
		await rm(checkout, { recursive: true })
	},
	development: async ({ checkout }, use) => {
		const development = startDevelopment(checkout)
		await use(development)
		await development.end()
	},
})

async function edit(file: string, from: string, to: string): Promise<void> {
	const text = await readFile(file, 'utf8')
	expect(text).toContain(from)
	await writeFile(file, text.replace(from, to))
}

test('a fresh checkout runs from its source, and reloads the server and the pages after an edit', async ({
	page,
	checkout,
	development,
}) => {
	const errors: string[] = []
	page.on('pageerror', (error) => errors.push(error.message))
	await expect.poll(() => development.url).not.toBe('')
	await page.goto(development.url)
	await page.getByRole('button', { name: 'Try the sample workshop' }).click()
	await expect(page.getByText('Real-time bus data opened to app makers').first()).toBeVisible()
	await expect(page.getByRole('status', { name: 'Saved' })).toBeVisible()

	await edit(join(checkout, 'server/src/http/routes/server.ts'), "'ready'", "'ready again'")
	await expect.poll(async () => (await fetch(`${development.url}readyz`)).text()).toContain('ready again')
	await page.goto(development.url)
	await edit(join(checkout, 'client/src/i18n/app/en.ts'), 'Try the sample workshop', 'Try the edited workshop')
	await expect(page.getByRole('button', { name: 'Try the edited workshop' })).toBeVisible()
	expect(errors).toEqual([])
	expect(development.output).not.toContain('server restarted')
})
