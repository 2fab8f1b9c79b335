import { runProgram } from './commands/program.ts'

// A reader of the output may end (`npm start | head`); the server goes on.
process.stdout.on('error', () => {})

await runProgram(process.argv.slice(2), process.env)
