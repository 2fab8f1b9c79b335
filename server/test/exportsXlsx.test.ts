import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { ExportScene } from './support/exportScene.ts'
import { setExportScene } from './support/exportScene.ts'
import { ALL_SHEETS, convertWithOffice, describeWith, runProgram } from './support/programs.ts'
import { readCsv } from './support/readExports.ts'
import type { TestServer } from './support/startServer.ts'
import { startServer } from './support/startServer.ts'

let server: TestServer
let scene: ExportScene
let folder: string
beforeAll(async () => {
	server = await startServer()
	scene = await setExportScene(server)
	folder = mkdtempSync(join(tmpdir(), 'charrette-xlsx-'))
	for (const [name, query] of [
		['named', ''],
		['nameless', '&authors=0&locale=zh-CN'],
	] as const)
		writeFileSync(join(folder, `${name}.xlsx`), (await scene.take('xlsx', query)).bytes)
})
afterAll(async () => {
	rmSync(folder, { recursive: true, force: true })
	await server.stop()
})

describeWith(['unzip', 'xmllint'], '[FILE4] a workbook as a ZIP of XML', () => {
	it('is a valid ZIP of valid XML', async () => {
		const file = join(folder, 'named.xlsx')
		expect(await runProgram('unzip', ['-t', file])).toContain('No errors detected')
		await runProgram('unzip', ['-q', file, '-d', join(folder, 'parts')])
		const parts = (await runProgram('unzip', ['-Z1', file])).trim().split('\n')
		await runProgram('xmllint', ['--noout', ...parts.map((part) => join(folder, 'parts', part))])
	})
})

describeWith(['soffice'], '[FILE4] a workbook that LibreOffice opens', () => {
	const sheets = new Map<string, Record<string, string>[]>()
	const sheet = (name: string) => sheets.get(name) ?? []
	beforeAll(async () => {
		const files = ['named', 'nameless'].map((name) => join(folder, `${name}.xlsx`))
		for (const path of await convertWithOffice(files, ALL_SHEETS, folder))
			if (path.endsWith('.csv'))
				sheets.set(path.slice(folder.length + 1, -'.csv'.length), readCsv(readFileSync(path, 'utf8')))
	})

	it('has every card with its exact text, and no formulas', () => {
		const cards = sheet('named-Cards')
		expect(cards).toHaveLength(scene.content.cards.length)
		for (const { id, text, city, author, votes } of scene.content.cards)
			expect(cards.find(({ ID }) => ID === id)).toMatchObject({
				Text: text,
				City: city,
				Author: author,
				Dots: String(votes ?? ''),
			})
	})

	it('has every link, cluster, obstacle, vote, city and participant', () => {
		for (const { id, from, to } of scene.content.links)
			expect(sheet('named-Links').find(({ ID }) => ID === id)).toMatchObject({ 'From ID': from, 'To ID': to })
		expect(sheet('named-Clusters').map(({ Cluster, Cards }) => [Cluster, Cards])).toEqual([
			['# 许可 & “permits”', '5'],
			['Untitled cluster', '0'],
		])
		const { obstacles, answered } = scene.content.coverage
		expect(sheet('named-Coverage')).toHaveLength(obstacles)
		expect(sheet('named-Coverage').filter((row) => row['Answered'] === 'yes')).toHaveLength(answered)
		expect(sheet('named-Votes').map(({ Rank, Dots, ID }) => [Rank, Dots, ID])).toEqual([
			['1', '2', 'shape:c1'],
			['2', '1', 'shape:c7'],
		])
		expect(sheet('named-Cities').map(({ City, Participants, Cards }) => [City, Participants, Cards])).toEqual([
			['Bogotá', '1', '8'],
			['Wuhan', '1', '7'],
			['Dakar', '0', '0'],
		])
		expect(sheet('named-Participants').map(({ Name }) => Name)).toEqual(['Ana “la jefa”', '=李'])
	})

	it('[ANON1] has no names without authors, and is in the requested language', () => {
		const names = [...sheets.keys()].filter((name) => name.startsWith('nameless-'))
		expect(names.sort()).toEqual(
			['卡片', '连线', '分组框', '覆盖情况', '投票', '城市', '图片', '白板'].map((name) => `nameless-${name}`).sort(),
		)
		const text = JSON.stringify(names.map(sheet))
		for (const trace of ['李', 'la jefa', '作者']) expect(text).not.toContain(trace)
		expect(text).toContain('障碍')
	})
})
