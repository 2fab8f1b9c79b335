import { mkdtempSync, rmSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { launchProfile } from '../canvas/launchBrowser.mjs'
import { charrette, post } from '../contenders/charrette.mjs'
import { freePort } from '../contenders/freePort.mjs'
import { installLighthouse } from '../contenders/install.mjs'
import { LIGHTHOUSE } from '../contenders/paths.mjs'
import { goals, number, table } from '../markdown.mjs'
import { median } from '../medians.mjs'
import { withServer } from '../withServer.mjs'

const CATEGORIES = { performance: 90, accessibility: 100, 'best-practices': 100 }
/** The metrics of the performance score, in ms; the layout shift has no unit. */
const METRICS = [
	'first-contentful-paint',
	'largest-contentful-paint',
	'total-blocking-time',
	'speed-index',
	'cumulative-layout-shift',
]
const DESKTOP = {
	formFactor: 'desktop',
	screenEmulation: { mobile: false, width: 1350, height: 940, deviceScaleFactor: 1, disabled: false },
	throttling: { rttMs: 40, throughputKbps: 10_240, cpuSlowdownMultiplier: 1 },
}

/**
 * Measures the Lighthouse scores of four pages of the sample workshop: the dashboard as on a
 * desktop computer, the others as on a phone with a slow line.
 */
export async function lighthouse({ rounds, log }) {
	installLighthouse()
	const found = createRequire(`${LIGHTHOUSE}/package.json`).resolve('lighthouse')
	const { default: run } = await import(pathToFileURL(found).href)
	const results = await withServer(charrette, async ({ url }) => {
		const profile = mkdtempSync(join(tmpdir(), 'charrette-lighthouse-'))
		const port = await freePort()
		const browser = await launchProfile(profile, port)
		try {
			const pages = await openPages(browser, url)
			const scores = []
			for (let round = 0; round < rounds; round++) {
				for (const page of pages) scores.push({ name: page.name, ...(await scoresOf(run, page, port)) })
			}
			log(`  ${JSON.stringify(scores)}`)
			return scores
		} finally {
			await browser.close()
			rmSync(profile, { recursive: true, force: true })
		}
	})
	return { text: describe(results), results }
}

/**
 * Opens the sample workshop and signs the browser in as its facilitator. Returns the pages to
 * visit.
 */
async function openPages(browser, url) {
	const opened = await post(url, '/api/workshops', { title: 'Sample', template: 'sample' })
	const { workshop, joinCode, links } = opened
	const page = await browser.newPage()
	await page.goto(links.facilitator.replace(/^https?:\/\/[^/]+/, url))
	await page.waitForURL('**/dashboard')
	await page.close()
	const dashboard = `${url}/w/${workshop.id}/dashboard`
	return [
		{ name: 'home', address: url },
		{ name: 'join', address: `${url}/join#${joinCode}` },
		{ name: 'list', address: `${dashboard}/b/${workshop.sessions[0].boards[0].id}?view=list` },
		{ name: 'dashboard', address: dashboard, isDesktop: true },
	]
}

async function scoresOf(run, { address, isDesktop }, port) {
	const options = {
		port,
		logLevel: 'error',
		disableStorageReset: true,
		onlyCategories: Object.keys(CATEGORIES),
		// The pages use plain http, as in a hall.
		skipAudits: ['is-on-https', 'redirects-http'],
		...(isDesktop ? DESKTOP : {}),
	}
	const { lhr } = await run(address, options)
	if (lhr.runtimeError) throw new Error(`${address}: ${lhr.runtimeError.message}`)
	const scores = Object.entries(lhr.categories).map(([name, { score }]) => [name, Math.round(score * 100)])
	const metrics = METRICS.map((name) => [name, Math.round(lhr.audits[name].numericValue * 100) / 100])
	return { ...Object.fromEntries([...scores, ...metrics]), failed: failedAudits(lhr) }
}

/** Returns the audits of accessibility and best practices that do not pass. */
function failedAudits({ categories, audits }) {
	const refs = [categories.accessibility, categories['best-practices']].flatMap(({ auditRefs }) => auditRefs)
	return refs
		.filter(({ id, weight }) => weight > 0 && audits[id].score !== null && audits[id].score < 1)
		.map(({ id }) => id)
}

function describe(results) {
	const names = [...new Set(results.map(({ name }) => name))]
	const of = (name, category) => median(results.filter((one) => one.name === name).map((one) => one[category]))
	const categories = Object.keys(CATEGORIES)
	const rows = names.map((name) => [name, ...categories.map((category) => number(of(name, category), 0))])
	const failed = [...new Set(results.flatMap(({ name, failed }) => failed.map((audit) => `${name}: ${audit}`)))]
	const worst = (category) => Math.min(...names.map((name) => of(name, category)))
	return [
		'Lighthouse 12 over plain HTTP, without its two HTTPS audits. It emulates a desktop computer for the dashboard, and a slow phone for the other pages.',
		table(['', ...categories], rows),
		...(failed.length > 0 ? [`Failed audits: ${failed.join(', ')}.`] : []),
		goals(
			Object.entries(CATEGORIES).map(([category, least]) => ({
				goal: `${category} ≥ ${least}`,
				found: number(worst(category), 0),
				isMet: worst(category) >= least,
			})),
		),
	].join('\n\n')
}
