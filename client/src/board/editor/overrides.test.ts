import type { Editor, TLUiActionsContextType } from '@tldraw/tldraw'
import { expect, it } from 'vitest'
import type { Translate } from '../../i18n/texts.ts'
import { createOverrides } from './overrides.ts'

const t: Translate<['board', 'app']> = (key) => `text of ${key}`

it('the handles of the selection, which tldraw labels in English only, have translated labels', () => {
	const texts = createOverrides(t, 'zh-CN').translations?.['zh-cn'] ?? {}
	const handles = Object.entries(texts).filter(([key]) => key.startsWith('handle.'))
	expect(handles).toHaveLength(13)
	expect(new Set(handles.map(([, text]) => text))).toEqual(
		new Set(['text of board:spoken.resize', 'text of board:spoken.rotate']),
	)
})

it('the context menu has translated labels for snapping and its state', () => {
	const texts = createOverrides(t, 'fr').translations?.['fr'] ?? {}
	expect(texts['action.toggle-snap-mode']).toBe('text of board:menu.snap')
	expect([texts['ui.checked'], texts['ui.unchecked']]).toEqual(['text of board:menu.on', 'text of board:menu.off'])
})

it('undo and redo have no shortcuts of tldraw, which would run beside those of the board', () => {
	const actions = { redo: { id: 'redo', kbd: 'cmd+shift+z,ctrl+shift+z', onSelect() {} } } as TLUiActionsContextType
	const { redo } = createOverrides(t, 'en').actions?.({} as Editor, actions, {} as never) ?? {}
	expect([redo?.id, redo?.kbd]).toEqual(['redo', undefined])
})
