/*
 * The folder that all test files of a run share. This module runs in Vitest's own process, which
 * removes the folder at the end of the run.
 */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TestProject } from 'vitest/node'

declare module 'vitest' {
	interface ProvidedContext {
		sharedFolder: string
	}
}

export function setup(project: TestProject): () => void {
	const folder = mkdtempSync(join(project.config.env?.['TMPDIR'] ?? tmpdir(), 'charrette-run-'))
	project.provide('sharedFolder', folder)
	return () => rmSync(folder, { recursive: true, force: true })
}
