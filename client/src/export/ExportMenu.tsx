import { useEditor } from '@tldraw/tldraw'
import { useTranslation } from '../i18n/useTranslation.ts'
import { Menu } from '../ui/Menu.tsx'
import { useExportMenu } from './ExportDialog.tsx'

/** The menu for taking the board home, at the canvas: what is selected there can be taken alone. */
export function ExportMenu(home: Parameters<typeof useExportMenu>[0]) {
	const editor = useEditor()
	const { t } = useTranslation('board')
	const { items, dialog } = useExportMenu(home, () => [
		...editor.getShapeAndDescendantIds(editor.getSelectedShapeIds()),
	])
	return (
		<>
			<Menu icon="download" label={t('bar.takeHome')} items={items} />
			{dialog}
		</>
	)
}
