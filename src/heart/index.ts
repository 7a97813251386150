export * from './edit'
export * from './heart'
