import { useEffect } from 'react'
import { fetchChunkOnce } from '../../connection/fetchChunk.ts'
import { useTranslation } from '../../i18n/useTranslation.ts'
import { Button } from '../../ui/Button.tsx'
import { useLazyDialog } from '../../ui/useLazyDialog.tsx'
import { boardUi } from '../boardUi.ts'
import { useEditor } from '../engine/editor.ts'
import { useValue } from '../engine/signals.ts'
import type { HelpProps } from './Help.tsx'

/** The place of the help, which is fetched when it is first opened. */
export function HelpDialog() {
	const editor = useEditor()
	const isOpen = useValue('is help open', () => boardUi(editor).dialogs.isHelpOpen.get(), [editor])
	const { open, dialog } = useLazyDialog<HelpProps>(
		{ load: async () => (await fetchChunkOnce(() => import('./Help.tsx'))).Help, texts: 'panels' },
		{},
	)
	useEffect(() => {
		if (isOpen) open()
	}, [isOpen, open])
	return dialog
}

/** Opens the help, like the ? key. */
export function HelpButton() {
	const editor = useEditor()
	const { t } = useTranslation('board')
	return (
		<Button
			variant="quiet"
			size="small"
			icon="help"
			iconOnly
			aria-label={t('shortcuts.title')}
			title={`${t('shortcuts.title')} (?)`}
			onClick={() => boardUi(editor).dialogs.isHelpOpen.set(true)}
		/>
	)
}
