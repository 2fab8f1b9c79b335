import { useEditor } from '@tldraw/tldraw'
import { useTranslation } from '../i18n/useTranslation.ts'
import { Menu } from '../ui/Menu.tsx'
import { useExportMenu } from './ExportDialog.tsx'

/** The export menu of the canvas, which can export the selection alone. */
export function ExportMenu(props: Parameters<typeof useExportMenu>[0]) {
	const editor = useEditor()
	const { t } = useTranslation('board')
	const { items, dialog } = useExportMenu(props, () => [
		...editor.getShapeAndDescendantIds(editor.getSelectedShapeIds()),
	])
	return (
		<>
			<Menu icon="download" label={t('topBar.export')} items={items} />
			{dialog}
		</>
	)
}
