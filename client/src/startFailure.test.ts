import { parse } from 'acorn'
import { expect, it } from 'vitest'

const files: Record<string, string> = import.meta.glob(
	['./startFailure.js', '../vite.config.ts', '../../docs/HOSTING.md'],
	{ query: '?raw', import: 'default', eager: true },
)
const script = files['./startFailure.js'] ?? ''

it('[LOAD3] any browser can parse the script that reports a browser that is too old', () => {
	expect(script).not.toBe('')
	expect(() => parse(script, { ecmaVersion: 5 })).not.toThrow()
})

it('[LOAD3] the script, the build and the guide name the same oldest browsers', () => {
	const oldest = [...(/OLDEST = \[(.*)\]/.exec(script)?.[1] ?? '').matchAll(/'(\w+) ([\d.]+)'/g)]
	expect(oldest).toHaveLength(4)
	for (const [, name = '', version = ''] of oldest) {
		expect(files['../vite.config.ts']).toContain(`'${name.toLowerCase()}${version}'`)
		expect(files['../../docs/HOSTING.md']).toMatch(new RegExp(`\\| ${name} +\\| ${version.replace('.', '\\.')} `))
	}
})
