import { LIMITS } from '@charrette/shared'
import { useEffect, useEffectEvent } from 'react'
import { useTranslation } from '../i18n/useTranslation.ts'
import { Button } from '../ui/Button.tsx'
import { Notice } from '../ui/Notices.tsx'
import { useToast } from '../ui/Toasts.tsx'
import type { ExportSource } from './exportBoard.ts'
import { DEFAULT_RENDER_OPTIONS, EXPORT_FORMATS } from './exportFormats.ts'
import { useExportJob } from './useExportJob.ts'
import { useTextLanguage } from './useTextLanguage.tsx'

export interface QuickExportProps {
	source: ExportSource
	onClose: () => void
}

/** An export as PNG without a dialog, which begins at once. */
export function QuickExport({ source, onClose }: QuickExportProps) {
	const { t } = useTranslation('board')
	const showToast = useToast()
	const { languageIf } = useTextLanguage(source.workshop)
	const { start, progress, failure } = useExportJob(source, onClose)
	const begin = useEffectEvent(() => {
		const language = languageIf(source.hasTranslations())
		if (!language) showToast(t('export.rendering'))
		const png = EXPORT_FORMATS.view.find(({ id }) => id === 'png')
		if (png) void start(png, { ...DEFAULT_RENDER_OPTIONS, isFitted: true, language })
	})
	useEffect(() => begin(), [])
	useEffect(() => {
		if (!failure) return
		showToast(failure, 'error')
		onClose()
	}, [failure, showToast, onClose])
	if (!progress || !(progress.isTranslating || progress.isWaiting)) return null
	const cancel = () => {
		progress.cancel()
		onClose()
	}
	return <WaitingNotice isForServer={progress.isWaiting} onCancel={cancel} />
}

/** Says what an export without a dialog waits for: translations (EXP10d) or the server. */
function WaitingNotice({ isForServer, onCancel }: { isForServer: boolean; onCancel: () => void }) {
	const { t } = useTranslation(['board', 'app'])
	const cancel = (
		<Button variant="quiet" onClick={onCancel}>
			{t('app:cancel')}
		</Button>
	)
	return (
		<Notice rank="toast" tone="dark" icon={isForServer ? 'offline' : 'language'} actions={cancel}>
			{isForServer ? t('export.waiting') : t('export.translating', { seconds: LIMITS.translateFileSeconds })}
		</Notice>
	)
}
