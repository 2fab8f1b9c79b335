import { spawnSync } from 'node:child_process'
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, resolve, sep } from 'node:path'
import { pathToFileURL } from 'node:url'
import { gzipSync } from 'node:zlib'
import { EXTERNAL_PACKAGES } from '../server/externalPackages.mjs'
import { PrepareError, prepare, runOrExit } from './prepare.mjs'
import { ROOT } from './run.mjs'

/*
 * node scripts/pack.mjs [folder]
 *
 * Builds the product and packs it into charrette-x.y.z.tgz, which `npx ./charrette-x.y.z.tgz` runs
 * in an empty folder: the bundled server, the built client, the files that they read at run time,
 * and the typefaces, reduced to the files in use. Native packages are dependencies of the package.
 * What the server can decompress is packed once, compressed: a third of the size.
 */

const SHIPPED = [
	'LICENSE',
	'README.md',
	'CHANGELOG.md',
	'docs',
	'server/bin',
	'server/bundle',
	'server/src/workshops/sample/workshop.json',
	'server/src/exchange/sample/practices',
	'server/src/cities/cities.tsv.gz',
	'shared/src/search/glossary.tsv',
	'client/dist',
]
const ASSETS = join(ROOT, 'client/dist/assets')
/** Whether a path is for developers only, or the server reads its compressed copy. */
const isLeftOut = (path) =>
	path.endsWith('.map') ||
	path.includes('.charrette-build') ||
	path.includes('docs/decisions') ||
	(path.startsWith(ASSETS) && existsSync(`${path}.gz`))
/**
 * The optional dependencies, of which a version of Node uses one. npm leaves out release 13 on Node
 * 20, which cannot run it. Release 12 is for Node 20 alone, and may have to be compiled there.
 */
const OPTIONAL = ['better-sqlite3', 'better-sqlite3-13']

await runOrExit(async () => {
	prepare()
	const content = mkdtempSync(join(tmpdir(), 'charrette-package-'))
	try {
		await fill(content)
		makePackage(content, resolve(process.argv[2] ?? '.'))
	} finally {
		rmSync(content, { recursive: true, force: true })
	}
})

/** @param {string} content */
async function fill(content) {
	const filter = (/** @type {string} */ path) => !isLeftOut(path)
	for (const path of SHIPPED) cpSync(join(ROOT, path), join(content, path), { recursive: true, filter })
	const fonts = await copyFonts(content)
	writeFileSync(join(content, 'package.json'), JSON.stringify(manifest(fonts), null, 2))
	writeFileSync(join(content, 'sbom.cdx.json'), listComponents())
}

/**
 * Lists every package from which the product is built, with version, licence and checksum, as
 * CycloneDX. The list is needed because most of the packages are inside the bundles.
 */
function listComponents() {
	const options = ['--prod', '--sbom-format', 'cyclonedx', '--sbom-spec-version', '1.6', '--sbom-type', 'application']
	const { status, stdout, stderr } = spawnSync(
		'npx',
		['--yes', readJson('package.json').packageManager, 'sbom', ...options],
		{
			cwd: ROOT,
			encoding: 'utf8',
			maxBuffer: 64 * 2 ** 20,
			shell: process.platform === 'win32',
		},
	)
	if (status !== 0) throw new PrepareError(`The components could not be listed: ${stderr}`)
	return stdout
}

/**
 * Copies each font file that the server uses, TrueType compressed, with its package's manifest and
 * licence. Returns the packages.
 * @param {string} content
 * @returns {Promise<Record<string, string>>} versions by name
 */
async function copyFonts(content) {
	const { FONT_FAMILIES } = await import(pathToFileURL(join(ROOT, 'server/dist/adapters/fonts/fontFamilies.js')).href)
	/** @type {Record<string, string>} */
	const versions = {}
	for (const { files } of FONT_FAMILIES) {
		for (const { path } of [files[400], files[700]]) {
			const [, scope = '', name = '', ...rest] = path.slice(path.lastIndexOf(`node_modules${sep}`)).split(sep)
			const folder = path.slice(0, -join(...rest).length)
			const target = join(content, 'node_modules', scope, name)
			mkdirSync(dirname(join(target, ...rest)), { recursive: true })
			const copy = join(target, ...rest)
			if (path.endsWith('.ttf')) writeFileSync(`${copy}.gz`, gzipSync(readFileSync(path), { level: 9 }))
			else cpSync(path, copy)
			for (const file of ['package.json', 'LICENSE', 'LICENSE_FONT'])
				if (existsSync(join(folder, file))) cpSync(join(folder, file), join(target, file))
			versions[`${scope}/${name}`] = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')).version
		}
	}
	return versions
}

/**
 * @param {Record<string, string>} fonts versions by name
 */
function manifest(fonts) {
	const { version, license, description, engines } = readJson('package.json')
	const { dependencies } = readJson('server/package.json')
	const external = (/** @type {boolean} */ isOptional) =>
		Object.fromEntries(
			EXTERNAL_PACKAGES.filter((name) => OPTIONAL.includes(name) === isOptional).map((name) => [
				name,
				dependencies[name],
			]),
		)
	return {
		name: 'charrette',
		version,
		description,
		license,
		type: 'module',
		engines,
		bin: { charrette: 'server/bin/charrette.mjs' },
		dependencies: { ...external(false), ...fonts },
		optionalDependencies: external(true),
		bundleDependencies: Object.keys(fonts),
	}
}

/** @param {string} path */
function readJson(path) {
	return JSON.parse(readFileSync(join(ROOT, path), 'utf8'))
}

/**
 * @param {string} content
 * @param {string} folder
 */
function makePackage(content, folder) {
	mkdirSync(folder, { recursive: true })
	const args = ['pack', '--json', '--ignore-scripts', '--pack-destination', folder]
	const { status, stdout, stderr } = spawnSync('npm', args, {
		cwd: content,
		encoding: 'utf8',
		shell: process.platform === 'win32',
	})
	if (status !== 0) throw new PrepareError(`npm could not make the package: ${stderr}`)
	const [{ filename, size, unpackedSize }] = JSON.parse(stdout)
	const megabytes = (/** @type {number} */ bytes) => `${Math.round(bytes / 1e5) / 10} MB`
	process.stdout.write(`${join(folder, filename)}: ${megabytes(size)}, unpacked ${megabytes(unpackedSize)}\n`)
}
